import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import {
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useEffect, useState } from 'react';
import { celeryTranslationRef } from '../../i18n';
import { choicesOf, Filters } from '../../overview';
import { useStateTitle } from './useStateTitle';
import styles from './OverviewFilters.module.css';

/** A choice that stands for all of them; no name looks like that. */
const ALL = '*';
/** A search is for what is typed, not for each letter of it. */
const TYPING_MILLISECONDS = 200;

/** Lets a person choose which rows to see. */
export function OverviewFilters(props: {
  filters: Filters;
  choices: ReturnType<typeof choicesOf>;
  onChange: (change: Partial<Filters>) => void;
}) {
  const { filters, choices, onChange } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const titleOf = useStateTitle();
  return (
    <div className={styles.filters} role="search">
      <ToggleButtonGroup
        aria-label={t('overview.filter.whose')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filters.mine ? 'mine' : 'all']}
        onSelectionChange={keys => onChange({ mine: keys.has('mine') })}
      >
        <ToggleButton id="all">{t('overview.filter.all')}</ToggleButton>
        <ToggleButton id="mine">{t('overview.filter.mine')}</ToggleButton>
      </ToggleButtonGroup>
      <Choice
        label={t('overview.column.state')}
        all={t('overview.filter.anyState')}
        values={choices.states}
        chosen={filters.state}
        labelOf={titleOf}
        onChange={state => onChange({ state })}
      />
      <Choice
        label={t('overview.column.owner')}
        all={t('overview.filter.anyOwner')}
        values={choices.owners}
        chosen={filters.owner}
        labelOf={ownerName}
        onChange={owner => onChange({ owner })}
      />
      <Choice
        label={t('overview.column.broker')}
        all={t('overview.filter.anyBroker')}
        values={choices.brokers}
        chosen={filters.broker}
        labelOf={broker => broker}
        onChange={broker => onChange({ broker })}
      />
      <Search text={filters.text ?? ''} onChange={text => onChange({ text })} />
    </div>
  );
}

/** What people call an owner. */
export function ownerName(ref: string): string {
  return defaultEntityPresentation(ref, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  }).primaryTitle;
}

function Choice<T extends string>(props: {
  label: string;
  all: string;
  values: readonly T[];
  chosen: T | undefined;
  labelOf: (value: T) => string;
  onChange: (value: T | undefined) => void;
}) {
  const { label, all, values, chosen, labelOf, onChange } = props;
  return (
    <Select
      aria-label={label}
      className={styles.choice}
      options={[
        { id: ALL, label: all },
        ...values.map(value => ({ id: value, label: labelOf(value) })),
      ]}
      value={chosen ?? ALL}
      onChange={key => onChange(values.find(value => value === key))}
    />
  );
}

function Search(props: { text: string; onChange: (text: string) => void }) {
  const { onChange } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const [typed, setTyped] = useState(props.text);
  useEffect(() => {
    if (typed === props.text) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, props.text, onChange]);
  return (
    <SearchField
      size="small"
      aria-label={t('overview.filter.text')}
      placeholder={t('overview.filter.text')}
      className={styles.search}
      value={typed}
      onChange={setTyped}
    />
  );
}
