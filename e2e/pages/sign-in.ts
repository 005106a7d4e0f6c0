// Signing in for registered access: the panel on the page about nodes, the provider's window, the sign in the header.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Login } from "../fixtures/provider.js";

export class SignInPage {
  constructor(private readonly page: Page, private readonly origin: string) {}

  async go(fragment: string): Promise<void> {
    await this.page.goto(`${this.origin}/${fragment}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  get panel(): Locator {
    return this.page.getByRole("region", { name: "Registered access" });
  }

  get begin(): Locator {
    return this.page.getByRole("button", { name: "Sign in with Test Login" });
  }

  get signOut(): Locator {
    return this.panel.getByRole("button", { name: "Sign out" });
  }

  get mark(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: "Signed in" });
  }

  get endedMark(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: "Sign-in ended" });
  }

  get without(): Locator {
    return this.page.getByRole("checkbox", { name: "Ask without my sign-in" });
  }

  get askSignedIn(): Locator {
    return this.page.getByRole("button", { name: "Ask Registered again, signed in" });
  }

  /** The provider's window, opened by a press. */
  async window(): Promise<Page> {
    const [window] = await Promise.all([this.page.context().waitForEvent("page"), this.begin.click()]);
    await expect(window.getByRole("heading", { name: "Sign-in" })).toBeVisible();
    return window;
  }

  /** All the way through the provider's own pages, until the window has closed. */
  async through(login: Login): Promise<void> {
    const window = await this.window();
    const closed = window.waitForEvent("close");
    await window.getByPlaceholder("Enter any login").fill(login);
    await window.getByPlaceholder("and password").fill("any");
    await window.getByRole("button", { name: "Sign-in" }).click();
    await window.getByRole("button", { name: "Continue" }).click();
    await closed;
  }
}
