"""The text of a lesson as HTML: paragraphs and lists, as the knowledge writes them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from stepwell.web.shared import lesson_blocks

register = template.Library()


@register.filter
def lesson_text(text: str) -> SafeString:
    """Return paragraphs and lists."""
    return format_html_join("", "{}", ((_html(block),) for block in lesson_blocks.blocks(text)))


def _html(block: lesson_blocks.Block) -> SafeString:
    if not block.is_list:
        return format_html("<p>{}</p>", block.parts[0])
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((part,) for part in block.parts)))
