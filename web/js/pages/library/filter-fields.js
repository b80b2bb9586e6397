/** What the sets of the library can be filtered by, and their order. */

/** @import { Choice, FaultChoice } from "../../../types/api.js" */
/** @typedef {import("../../components/filter-form.js").Filtered} Filtered */

import { filterForm, filterSelect } from "../../components/filter-form.js";
import { selectField } from "../../components/select-field.js";
import { words } from "../../words/library.js";

const texts = words.filters;

/** @param {Filtered} page @param {{exercises: Choice[], faults: FaultChoice[]}} choices */
export const libraryFilters = (page, { exercises, faults }) =>
  filterForm(page, texts, [
    filterSelect(page, "exercise", texts.exercise, [
      ["", texts.anyExercise],
      ...exercises.map(({ id, title, count }) => [id, texts.counted(title, count)]),
    ]),
    filterSelect(page, "fault", texts.fault, [
      ["", texts.anyFault],
      ...faults.map(({ cue, title, count }) => [cue, texts.counted(title, count)]),
    ]),
    filterSelect(page, "state", texts.state, [["", texts.anyState], ...Object.entries(texts.states)]),
    sortField(page),
  ]);

/** @param {Filtered} page */
const sortField = (page) =>
  selectField({
    id: "sort",
    label: texts.sort,
    chosen: `${page.filter.sort ?? "created"} ${page.filter.order ?? "desc"}`,
    options: texts.sorts.map(([sort, order, text]) => [`${sort} ${order}`, text]),
    change: (value) => {
      const [sort, order] = value.split(" ");
      page.look({ sort, order });
    },
  });
