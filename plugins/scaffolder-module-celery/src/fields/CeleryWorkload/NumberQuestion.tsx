import { TextField } from '@backstage/ui';
import { useState } from 'react';
import { useTranslate } from '../../i18n';
import styles from './NumberQuestion.module.css';
import { AnswerProblem, Answers, NumberField, readNumber } from './answers';

/**
 * Asks for a number, and takes it with every key. A stepper field of
 * Backstage UI would hand it over only when it is left, too late for a
 * preview.
 */
export function NumberQuestion(props: {
  id: string;
  field: NumberField;
  value: Answers[NumberField];
  /** What counts while there is no answer. */
  fallback: number;
  problem?: AnswerProblem;
  isDisabled: boolean;
  onChange: (value: Answers[NumberField]) => void;
}): JSX.Element {
  const { id, field, value, fallback, problem, isDisabled, onChange } = props;
  const t = useTranslate();
  // What was typed, as long as it still means the answer: "1." is 1, too.
  const [typed, setTyped] = useState('');
  const text = readNumber(typed) === value ? typed : String(value ?? '');

  return (
    <TextField
      className={styles.number}
      id={id}
      label={t(`workload.${field}.label`)}
      description={t(`workload.${field}.help`)}
      inputMode="decimal"
      autoComplete="off"
      isDisabled={isDisabled}
      placeholder={String(fallback)}
      value={text}
      onChange={next => {
        setTyped(next);
        onChange(readNumber(next));
      }}
      validationBehavior="aria"
      validate={problem && (() => t(problem.key, problem.params))}
    />
  );
}
