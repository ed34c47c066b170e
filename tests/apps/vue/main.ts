// Apps of Vue 3 around the element, by their paths.

import { createApp } from "vue";
import { RouterView, createRouter, createWebHistory } from "vue-router";
import "trusthub-profiles/element";
import Inline from "./inline.vue";
import Routed from "./routed.vue";

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: Inline },
    { path: "/routed", component: Routed },
  ],
});

createApp(RouterView).use(router).mount("#root");
