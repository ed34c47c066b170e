// Everything inline, new at each render, and listeners that set state: each event renders anew.

import { useState } from "react";
import type {} from "trusthub-profiles/element/react";

export function Inline() {
  const [heard, setHeard] = useState<string[]>([]);
  const [renders, setRenders] = useState(0);
  const [language, setLanguage] = useState("Load everything");
  const note = (event: Event) => setHeard((before) => [...before, event.type]);
  return (
    <>
      <button type="button" id="render" onClick={() => setRenders(renders + 1)}>
        Render
      </button>
      <button type="button" id="relabel" onClick={() => setLanguage("Alles laden")}>
        Relabel
      </button>
      <p id="renders">{renders}</p>
      <p id="heard">{heard.join(" ")}</p>
      <customer-profiles
        base-url="/twilio"
        page-size={20}
        clientOptions={{ maxRetries: 0, onEvent: ({ type }) => type === "retry" && setRenders(renders + 1) }}
        texts={{ loadAll: language, filterLabels: { friendlyName: `Business ${renders < 0}` } }}
        sort={null}
        onprofiles-page={(event) => {
          event.detail.page.nextCursor satisfies string | null;
          note(event);
        }}
        onprofiles-filter={note}
        onprofiles-open={note}
        onprofiles-progress={note}
        onprofiles-end={note}
      >
        <template slot="column" data-label="Notes">
          <a href="/notes/{sid}">Notes</a>
        </template>
      </customer-profiles>
    </>
  );
}

/** A bare attribute, and wrong uses, which the types refuse. */
export function Wrong() {
  return (
    <>
      <customer-profiles base-url="/twilio" url-state />
      {/* @ts-expect-error a number is no filter */}
      <customer-profiles base-url="/twilio" filters={{ status: 1 }} />
      {/* @ts-expect-error no such option of a client */}
      <customer-profiles base-url="/twilio" clientOptions={{ retries: 1 }} />
      {/* @ts-expect-error a page's event has no cursor */}
      <customer-profiles base-url="/twilio" onprofiles-page={(event) => event.detail.cursor} />
      {/* @ts-expect-error no such property of a profile */}
      <customer-profiles base-url="/twilio" sort={{ by: "name" }} />
    </>
  );
}
