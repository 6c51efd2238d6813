"""Pages of a clinic that anybody may open."""
