"""A coach's plan templates: plans kept under a name."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from formcheck.api.deps import CoachDep, ServicesDep
from formcheck.api.errors import ApiError, not_found
from formcheck.api.schemas.programme import PlanChange
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import plan_templates
from formcheck.storage.review_models import PlanTemplate

router = APIRouter(prefix="/api/desk/templates", tags=["desk"], responses={404: {"model": Failure}})


class TemplateExercise(PlanChange):
    """An exercise of a template; `changed`: not as the routine. Loads are each client's own."""

    changed: bool


class NewTemplate(BaseModel):
    """A plan to keep; one of the same name is replaced."""

    name: Annotated[Text, Field(min_length=1, max_length=80)]
    plan: Annotated[list[TemplateExercise], Field(min_length=1, max_length=60)]


class Template(NewTemplate):
    """A plan that is kept."""

    id: str
    created: Moment


class Templates(BaseModel):
    """A coach's templates by name."""

    templates: list[Template]


@router.get("", summary="Your plan templates")
def list_templates(services: ServicesDep, coach: CoachDep) -> Templates:
    """Return the plans that you keep under a name."""
    with services.store.reading() as s:
        rows = plan_templates.listed(s, coach.person)
        return Templates(templates=[_template(row) for row in rows])


@router.put("", summary="Keep a plan under a name")
def keep_template(services: ServicesDep, coach: CoachDep, requested: NewTemplate) -> Template:
    """Keep a plan without its loads, in place of one of the same name."""
    plan = requested.model_dump(mode="json", exclude={"plan": {"__all__": {"load_kg", "band"}}})
    with services.store.writing() as s:
        there = plan_templates.listed(s, coach.person)
        if len(there) >= plan_templates.MOST and requested.name not in {t.name for t in there}:
            most = plan_templates.MOST
            message = f"You have {most} templates already: delete some first."
            raise ApiError(409, "too_many", message, most=most)
        row = plan_templates.keep(s, coach.person, requested.name, plan["plan"])
        return _template(row)


@router.delete("/{template_id}", summary="Delete a plan template", status_code=204)
def delete_template(services: ServicesDep, coach: CoachDep, template_id: str) -> Response:
    """Delete a template; plans that were given by it stay."""
    with services.store.writing() as s:
        if not plan_templates.delete(s, coach.person, template_id):
            raise not_found()
    return Response(status_code=204)


def _template(row: PlanTemplate) -> Template:
    return Template.model_validate(
        {"id": row.id, "name": row.name, "plan": row.plan, "created": row.created}
    )
