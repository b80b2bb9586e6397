"""Spanish: what the server says, by the English sentence. The pages' own words are in `web/js`."""

from formcheck.languages.spanish.exercises import EXERCISES
from formcheck.languages.spanish.measures import MEASURES
from formcheck.languages.spanish.reports import REPORTS
from formcheck.languages.spanish.server import SERVER
from formcheck.languages.translation import Translator

SENTENCES = {**EXERCISES, **MEASURES, **REPORTS, **SERVER}

SPANISH = Translator(SENTENCES)
