import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Text, TextField } from '@backstage/ui';
import {
  checkServiceName,
  MAX_SCALED_OBJECT_NAME,
  packageName,
} from '@celery-keda/backstage-plugin-celery-common';
import { useState } from 'react';
import { FieldFrame } from '../../form/FieldFrame';
import { errorProps } from '../../form/fieldErrors';
import { useTranslate } from '../../i18n';
import { useServiceExists } from './useServiceExists';

/** Asks for a service's name, and says while typing what is wrong with it. */
export function CeleryServiceName(
  props: FieldExtensionComponentProps<string>,
): JSX.Element {
  const { disabled, formData: name = '', onChange, readonly, required } = props;
  const t = useTranslate();
  // Nobody is told that a name is missing before they could type one.
  const [left, setLeft] = useState(false);

  const problems = checkServiceName(name);
  const exists = useServiceExists(problems.length === 0 ? name : undefined);
  const messages =
    name === '' && !left
      ? []
      : problems.map(problem => t(problem.key, problem.params));
  if (exists) {
    messages.push(t('name.taken', { name }));
  }

  return (
    <FieldFrame>
      <TextField
        id={props.idSchema.$id}
        label={t('name.label')}
        description={t('name.help', { most: MAX_SCALED_OBJECT_NAME })}
        secondaryLabel={required ? t('field.required') : undefined}
        isRequired={required}
        isDisabled={disabled}
        isReadOnly={readonly}
        autoComplete="off"
        spellCheck="false"
        value={name}
        onChange={value => onChange(value === '' ? undefined : value)}
        onBlur={() => setLeft(true)}
        {...errorProps(messages, props)}
      />
      {problems.length === 0 && packageName(name) !== name && (
        <Text as="p" variant="body-small" color="secondary">
          {t('name.package', { package: packageName(name) })}
        </Text>
      )}
    </FieldFrame>
  );
}
