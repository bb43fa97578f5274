import { NumberField } from '@backstage/ui';

/** A number that a person may change, within bounds. */
export function NumberInput(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  whole: boolean;
  onChange: (value: number) => void;
}) {
  const { label, value, min, max, whole, onChange } = props;
  return (
    <NumberField
      label={label}
      value={value}
      minValue={min}
      maxValue={max}
      formatOptions={{ maximumFractionDigits: whole ? 0 : 1 }}
      onChange={next => {
        // What is no number leaves the last one in force.
        if (Number.isFinite(next)) {
          onChange(Math.min(max, Math.max(min, next)));
        }
      }}
    />
  );
}
