import { type Category, type CategoryList, categoryName } from '../../domain/rules/categories.ts';
import type { Language } from '../../i18n/text.ts';
import { useText } from '../components/text.tsx';
import { categoriesNow } from '../station/categories.ts';
import { useStation } from './workbench-provider.tsx';

export function useCategories(): CategoryList {
  return useStation(categoriesNow);
}

/** What the code of a document's category is called in the window's language. */
export function useCategoryName(): (code: string) => string {
  const { categories } = useCategories();
  const { language } = useText();
  return (code) => categoryName(categories, code, tongueOf(language));
}

/** Which of a category's two names the language takes. */
export function tongueOf(language: Language): keyof Category['names'] {
  return language === 'zh-CN' ? 'zh' : 'en';
}
