"""What happens in the demo: a week of weather, forecasts, dust, warnings and news, all of it invented."""
