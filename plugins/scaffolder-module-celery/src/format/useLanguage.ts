import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The language that the portal is shown in, as a BCP 47 tag. */
export function useLanguage(): string {
  const languages = useApi(appLanguageApiRef);
  const [language, setLanguage] = useState(languages.getLanguage().language);
  useEffect(() => {
    const subscription = languages
      .language$()
      .subscribe(next => setLanguage(next.language));
    return () => subscription.unsubscribe();
  }, [languages]);
  return language;
}
