// The router owns the address: what the reader chooses goes there, and what is there goes into the element.

import { Link, useSearchParams } from "react-router";
import type { Cursor, CustomerProfile } from "trusthub-profiles";
import type { CustomerProfilesEventMap } from "trusthub-profiles/element";
import type {} from "trusthub-profiles/element/react";

export function Routed() {
  const [query, setQuery] = useSearchParams();
  const by = query.get("by") as keyof CustomerProfile | null;
  const status = query.getAll("status");

  const filter = (event: CustomerProfilesEventMap["profiles-filter"]) => {
    event.preventDefault();
    const { filters, search, sort } = event.detail;
    const chosen = new URLSearchParams(filters.status?.map((one) => ["status", one]));
    if (search !== "") chosen.set("search", search);
    if (sort !== null) chosen.set("by", sort.by);
    setQuery(chosen);
  };

  return (
    <>
      <nav>
        <Link id="drafts" to="?status=draft">
          Drafts
        </Link>
        <Link id="all" to="?">
          All
        </Link>
        <button type="button" id="rejected" onClick={() => setQuery({ status: "twilio-rejected" })}>
          Rejected
        </button>
      </nav>
      <customer-profiles
        base-url="/twilio"
        page-size={20}
        filters={{ status }}
        search={query.get("search") ?? ""}
        sort={by === null ? null : { by }}
        cursor={query.get("page") as Cursor | null}
        onprofiles-filter={filter}
        onprofiles-navigate={(event) => {
          event.preventDefault();
          const next = new URLSearchParams(query);
          if (event.detail.cursor === null) next.delete("page");
          else next.set("page", event.detail.cursor);
          setQuery(next);
        }}
      />
    </>
  );
}
