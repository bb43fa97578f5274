"""The Celery service.

Nothing is imported here, so that the health check starts in milliseconds.
"""

#: The service's name: of its repository, its catalog entity, its first queue.
SERVICE = "${{ values.name }}"
