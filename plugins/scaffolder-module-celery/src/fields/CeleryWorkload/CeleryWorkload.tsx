import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Grid } from '@backstage/ui';
import useMount from 'react-use/esm/useMount';
import { FieldFrame } from '../../form/FieldFrame';
import { Preview } from '../../preview';
import {
  Answers,
  checkAnswers,
  DEFAULT_WORKLOAD,
  withDefaults,
} from './answers';
import { Questions } from './Questions';

/** Asks what is known of a queue's work, and shows how it will scale. */
export function CeleryWorkload(
  props: FieldExtensionComponentProps<Answers>,
): JSX.Element {
  const { formData, disabled, readonly, onChange, idSchema } = props;
  const answers = formData ?? withDefaults();
  const { workload, problems } = checkAnswers(answers);

  // What is shown counts, also when nobody touches it.
  useMount(() => onChange(withDefaults(formData)));

  return (
    <FieldFrame>
      <Grid.Root columns={{ initial: '1', md: '2' }} gap="6">
        <Grid.Item>
          <Questions
            id={idSchema.$id}
            answers={answers}
            problems={problems}
            longestTaskSeconds={
              (workload ?? DEFAULT_WORKLOAD).longestTaskSeconds
            }
            isDisabled={disabled || readonly}
            onChange={onChange}
          />
        </Grid.Item>
        <Grid.Item>
          {workload && (
            <Preview
              workload={workload}
              onChange={({ field, value }) =>
                onChange({ ...answers, [field]: value })
              }
            />
          )}
        </Grid.Item>
      </Grid.Root>
    </FieldFrame>
  );
}
