from django.urls import path

from shop import views

urlpatterns = [path("search", views.search), path("items/<int:item_id>", views.item)]
