// Where a provider leads back to: hands the answer to the page that began the sign-in, and closes. The page compares
// whether it is the answer to its own question. Only pages of this origin hear the channel.
const channel = new BroadcastChannel("cohort-explorer.sign-in");
channel.onmessage = (event) => {
  if (event.data === "taken") window.close();
};
channel.postMessage(location.search);
// The code is good for one use only, and need not stand in the address all the same.
history.replaceState(null, "", location.pathname);
