// Apps of React 19 around the element, by their paths.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Route, Routes } from "react-router";
import "trusthub-profiles/element";
import { Inline } from "./inline.js";
import { Routed } from "./routed.js";

createRoot(document.querySelector("#root") as HTMLElement).render(
  <StrictMode>
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<Inline />} />
        <Route path="/routed" element={<Routed />} />
      </Routes>
    </BrowserRouter>
  </StrictMode>,
);
