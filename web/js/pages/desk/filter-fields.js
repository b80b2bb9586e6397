/** What the clients of the desk, or their sets, can be filtered by. */

/** @import { Choice, Desk as ClientPage, FaultChoice, SetPage } from "../../../types/api.js" */

import { nothing } from "/vendor/lit-3.3.3.js";
import { filterForm, filterSelect } from "../../components/filter-form.js";
import { desk as words } from "../../words/desk.js";

/** @typedef {import("../../components/filter-form.js").Filtered} Filtered */

const texts = words.filters;

/**
 * @param {Filtered & {view: import("./filters.js").View}} page
 * @param {ClientPage | SetPage | null} data what the server answered last; null before
 */
export function deskFilters(page, data) {
  const clients = page.view === "clients";
  return filterForm(page, { ...texts, search: clients ? texts.name : texts.set }, [
    clients ? filterSelect(page, "attention", texts.attention, attentions()) : nothing,
    filterSelect(page, "exercise", texts.exercise, [["", texts.anyExercise], ...byId(data?.exercises)]),
    data && "tags" in data && data.tags.length
      ? filterSelect(page, "tag", texts.tag, [["", texts.anyTag], ...byId(data.tags)])
      : nothing,
    filterSelect(page, "fault", texts.fault, [["", texts.anyFault], ...byCue(data?.faults)]),
    clients
      ? filterSelect(page, "sort", texts.sort, words.sorts, "attention")
      : filterSelect(page, "reviewed", texts.reviewed, [
          ["", texts.allSets],
          ["false", texts.open],
          ["true", texts.done],
        ]),
  ]);
}

const attentions = () => [
  ["", texts.all],
  ["any", texts.anyAttention],
  ...words.codes.map(({ code, title }) => [code, title]),
];

/** @param {Choice[]} [choices] */
const byId = (choices = []) => choices.map(({ id, title, count }) => [id, words.counted(title, count)]);

/** @param {FaultChoice[]} [choices] */
const byCue = (choices = []) => choices.map(({ cue, title, count }) => [cue, words.counted(title, count)]);
