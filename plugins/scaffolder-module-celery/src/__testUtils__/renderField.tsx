import { Entity } from '@backstage/catalog-model';
import {
  AppLanguageApi,
  appLanguageApiRef,
  errorApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ComponentType, useState } from 'react';

function fail(): never {
  throw new Error('Nothing here may fail.');
}

const english = {
  getLanguage: () => ({ language: 'en' }),
  language$: () => ({
    subscribe: () => ({ unsubscribe: () => {}, closed: false }),
  }),
} as unknown as AppLanguageApi;

/**
 * A field in a form that does no more than hold its value, whose first page
 * said that the service is called `orders`.
 */
export function renderField<T>(
  Field: ComponentType<FieldExtensionComponentProps<T>>,
  options: {
    value?: T;
    rawErrors?: string[];
    entities?: Entity[];
    uiSchema?: object;
    schema?: object;
  } = {},
) {
  const catalog = catalogApiMock({ entities: options.entities ?? [] });
  const values: (T | undefined)[] = [];
  function Form() {
    const [formData, setFormData] = useState(options.value);
    const props = {
      formData,
      onChange: (value: T | undefined) => {
        values.push(value);
        setFormData(value);
      },
      idSchema: { $id: 'root_field' },
      rawErrors: options.rawErrors ?? [],
      required: true,
      uiSchema: options.uiSchema,
      schema: options.schema ?? {},
      formContext: { formData: { name: 'orders' } },
    } as FieldExtensionComponentProps<T>;
    return <Field {...props} />;
  }
  const start = () =>
    render(
      <TestApiProvider
        apis={[
          mockApis.translation(),
          [errorApiRef, { post: fail, error$: fail }],
          [appLanguageApiRef, english],
          [catalogApiRef, catalog],
        ]}
      >
        <Form />
      </TestApiProvider>,
    );
  return {
    catalog,
    start,
    user: userEvent.setup(),
    value: () => values.at(-1),
  };
}
