namespace Gateway.Operations.Health;

internal sealed record HealthCheckResponse(string Status, string? Detail);
