/** Every kit component on one page. */
import { mount } from "svelte";
import { useTransport } from "../src/ipc";
import "../src/kit";
import Gallery from "./Gallery.svelte";
import { mockTransport } from "./mock";

useTransport(mockTransport({ signedIn: true }));
const target = document.getElementById("app");
if (target) mount(Gallery, { target });
