import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Skeleton } from '@backstage/ui';
import { ComponentType, lazy, Suspense } from 'react';

/** A field whose code is loaded when a form first shows it. */
export function lazyField<T, U>(
  load: () => Promise<ComponentType<FieldExtensionComponentProps<T, U>>>,
): (props: FieldExtensionComponentProps<T, U>) => JSX.Element {
  const Field = lazy(async () => ({ default: await load() }));
  return function LazyField(props) {
    return (
      <Suspense fallback={<Skeleton height={60} />}>
        <Field {...props} />
      </Suspense>
    );
  };
}
