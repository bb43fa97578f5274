import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Text } from '@backstage/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FieldFrame } from '../../form/FieldFrame';
import { useTranslate } from '../../i18n';
import {
  LoadPreview,
  PlanSettings,
  PlanWarnings,
  PreviewOptions,
  usePreview,
} from '../../preview';
import {
  Answers,
  checkAnswers,
  DEFAULT_WORKLOAD,
  isFilledIn,
  withDefaults,
} from './answers';
import styles from './CeleryWorkload.module.css';
import { Questions } from './Questions';

/** Asks what is known of a queue's work, and shows how it will scale. */
export function CeleryWorkload(
  props: FieldExtensionComponentProps<Answers>,
): JSX.Element {
  const { formData, disabled, readonly, onChange, idSchema } = props;
  const t = useTranslate();
  const answers = formData ?? withDefaults();
  const { workload, problems } = checkAnswers(answers);
  const [options, setOptions] = useState<PreviewOptions>({
    burstsADay: 24,
    compare: false,
  });
  const { result, isPending } = usePreview(workload, options);

  const settings = useMemo(
    () => result && <PlanSettings plan={result.plan} />,
    [result],
  );

  // What is shown counts, also when nobody touches it. Once is not enough: a
  // form that several fields fill in at a time keeps what the last one said.
  const isTouched = useRef(false);
  useEffect(() => {
    if (!isTouched.current && !isFilledIn(formData)) {
      onChange(withDefaults(formData));
    }
  }, [formData, onChange]);

  const answer = (given: Answers) => {
    isTouched.current = true;
    onChange(given);
  };

  return (
    <FieldFrame>
      <div className={styles.columns}>
        <Questions
          id={idSchema.$id}
          answers={answers}
          problems={problems}
          longestTaskSeconds={(workload ?? DEFAULT_WORKLOAD).longestTaskSeconds}
          isDisabled={disabled || readonly}
          onChange={answer}
        />
        <div className={styles.preview}>
          {problems.length > 0 && (
            <Text color="secondary">{t('preview.outdated')}</Text>
          )}
          <LoadPreview
            result={result}
            isPending={isPending}
            options={options}
            onChange={setOptions}
          />
          {result && (
            <PlanWarnings
              warnings={result.plan.warnings}
              onChange={({ field, value }) =>
                answer({ ...answers, [field]: value })
              }
            />
          )}
        </div>
      </div>
      {settings}
    </FieldFrame>
  );
}
