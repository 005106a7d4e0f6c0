// What stands around every page: header, settings, footer.
import { expect, type Locator, type Page } from "@playwright/test";

export type Language = "English" | "Deutsch";

/** The words a test needs in both languages. */
const WORDS = {
  English: { settings: "Language and appearance", light: "Light", dark: "Dark", tag: "en" },
  Deutsch: { settings: "Sprache und Darstellung", light: "Hell", dark: "Dunkel", tag: "de" },
} as const;

export class Frame {
  constructor(private readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole("main").getByRole("heading", { level: 1 });
  }

  get skipLink(): Locator {
    return this.page.getByRole("link", { name: "Skip to content" });
  }

  /** In whichever language the page speaks. */
  get settings(): Locator {
    const names = Object.values(WORDS).map(({ settings }) => settings);
    return this.page.getByRole("button", { name: new RegExp(`^(${names.join("|")})`) });
  }

  /** Goes to a fragment as a link or a bookmark would, and waits for the page there. */
  async go(fragment: string): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await expect(this.heading).toBeVisible();
  }

  async follow(link: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: link }).click();
  }

  async choose(language: Language, theme: "light" | "dark"): Promise<void> {
    await this.settings.click();
    await this.page.getByRole("radio", { name: language }).check({ force: true });
    await expect(this.page.locator("html")).toHaveAttribute("lang", WORDS[language].tag);
    await this.page.getByRole("radio", { name: WORDS[language][theme] }).check({ force: true });
    await expect(this.page.locator("html")).toHaveAttribute("data-theme", theme);
    await this.page.keyboard.press("Escape");
  }
}
