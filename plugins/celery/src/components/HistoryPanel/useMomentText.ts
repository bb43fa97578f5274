import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../format';
import { ScalingMoment } from '../../history';
import { celeryTranslationRef } from '../../i18n';

/** Says what happened at a moment of scaling, with the work at that time. */
export function useMomentText(): (moment: ScalingMoment) => string {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const number = (value: number | null) =>
    value === null ? t('number.unknown') : formats.number(value);
  return ({ from, to, fewest, waiting, inFlight }) => {
    const values = {
      count: to,
      from: formats.number(from),
      to: formats.number(to),
      waiting: number(waiting),
      inFlight: number(inFlight),
    };
    return fewest === undefined
      ? t('history.moment', values)
      : t('history.momentBothWays', {
          ...values,
          fewest: formats.number(fewest),
        });
  };
}
