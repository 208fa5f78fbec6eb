"""One's own account on the page Team: password, browsers that are signed in, the way out."""

from __future__ import annotations

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import provider, signing_in
from annotator.services.session import store_here
from annotator.services.signing_in import Browser
from annotator.ui import pressing, state, words

# A form of the browser's own: the answer to it takes the cookie back, which no script can.
_SIGN_OUT = """
<style>
.pm-out { margin: 0; }
.pm-out button {
  background: transparent;
  border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
  border-radius: 0.375rem;
  color: inherit;
  cursor: pointer;
  font: inherit;
  font-size: 0.875rem;
  min-height: 2.5rem;
  padding: 0.25rem 0.75rem;
}
.pm-out button:hover { border-color: currentColor; }
</style>
<form class="pm-out" method="post" action="/account/sign-out">
<button type="submit">Sign out</button>
</form>
"""


def own_account() -> None:
    """Show what one may do with one's own account."""
    store, who = store_here(), state.signed_in()
    st.subheader("Your account", anchor=False)
    if signing_in.mode() == "oidc":
        st.caption(f"You sign in at {words.plain(provider.settings().place)}.")
    for browser in signing_in.browsers(store, who):
        _browser(browser)
    if signing_in.has_password(store, who):
        _password()


def _browser(browser: Browser) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.markdown(words.plain(words.browser(browser.named)))
            seen = "this browser" if browser.is_this else f"seen {words.minute(browser.seen_at)}"
            st.caption(f"since {words.day(browser.since)} · {seen}")
        if browser.is_this:
            st.html(_SIGN_OUT, width="content")
        else:
            st.button("End", key=f"end_{browser.key}", on_click=_end, args=(browser.key,))


def _end(key: str) -> None:
    try:
        signing_in.end(store_here(), state.signed_in(), key)
    except PressmarkError as error:
        pressing.refused(error)


def _password() -> None:
    with st.expander("Change the password"), st.form("password", border=False):
        old = st.text_input("Present password", type="password", autocomplete="current-password")
        new = st.text_input(
            "New password",
            type="password",
            autocomplete="new-password",
            help=f"{signing_in.SHORTEST} characters or more. Other browsers are signed out.",
        )
        if not st.form_submit_button("Change it"):
            return
        try:
            signing_in.change_password(store_here(), state.signed_in(), old, new)
        except PressmarkError as error:
            st.error(words.plain(str(error)))
        else:
            st.success("The password is changed. All other browsers are signed out.")
