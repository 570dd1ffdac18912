import { mount } from "svelte";
import "./kit";
import App from "./frame/App.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
mount(App, { target });
