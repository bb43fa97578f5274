import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useEffect, useRef } from 'react';
import { FieldFrame } from '../../form/FieldFrame';
import { Answers, isFilledIn, withDefaults } from './answers';
import { WorkloadEditor } from './WorkloadEditor';

/** Asks what is known of a queue's work, and shows how it will scale. */
export function CeleryWorkload(
  props: FieldExtensionComponentProps<Answers>,
): JSX.Element {
  const { formData, disabled, readonly, onChange, idSchema } = props;

  // What is shown counts, also when nobody touches it. Once is not enough: a
  // form that several fields fill in at a time keeps what the last one said.
  const isTouched = useRef(false);
  useEffect(() => {
    if (!isTouched.current && !isFilledIn(formData)) {
      onChange(withDefaults(formData));
    }
  }, [formData, onChange]);

  return (
    <FieldFrame>
      <WorkloadEditor
        id={idSchema.$id}
        answers={formData ?? withDefaults()}
        isDisabled={disabled || readonly}
        onChange={answers => {
          isTouched.current = true;
          onChange(answers);
        }}
      />
    </FieldFrame>
  );
}
