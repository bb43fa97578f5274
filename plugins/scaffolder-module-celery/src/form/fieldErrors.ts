/** What the form tells a field about itself. */
export interface FieldState {
  idSchema: { $id: string };
  /** The messages that the form itself shows below the field. */
  rawErrors?: string[];
}

/** What a Backstage UI input needs to be invalid and say why. */
export interface ErrorProps {
  validationBehavior: 'aria';
  validate?: () => string[];
  isInvalid?: true;
  'aria-describedby'?: string;
}

/**
 * Shows problems at the input while it is being edited. Those that the form
 * has reported below the field are not shown twice, but the input refers to
 * them.
 */
export function errorProps(
  problems: readonly string[],
  { idSchema, rawErrors = [] }: FieldState,
): ErrorProps {
  const fresh = problems.filter(problem => !rawErrors.includes(problem));
  if (fresh.length > 0) {
    return { validationBehavior: 'aria', validate: () => fresh };
  }
  if (rawErrors.length > 0) {
    return {
      validationBehavior: 'aria',
      isInvalid: true,
      'aria-describedby': `${idSchema.$id}__error`,
    };
  }
  return { validationBehavior: 'aria' };
}
