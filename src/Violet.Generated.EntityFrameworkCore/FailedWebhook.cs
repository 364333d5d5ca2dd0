namespace Violet.Generated.EntityFrameworkCore;

/// <summary>A webhook whose handling was given up.</summary>
/// <param name="Id">Its id in the inbox.</param>
/// <param name="Endpoint">The endpoint that accepted it.</param>
/// <param name="Topic">What happened, in Violet's word; null for Rutter's, whose code stands in the body.</param>
/// <param name="EventId">Violet's id of the event; null for Rutter's, or when it was not sent.</param>
/// <param name="EntityKey">What it is about (<see cref="AspNetCore.WebhookDelivery.EntityKey"/>); null for nothing in particular.</param>
/// <param name="AcceptedAt">When it was accepted, by the clock of the process that did.</param>
/// <param name="FailedAt">When it was given up, by the clock of the process that did.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">The type of the last exception; its text, which may name a customer, is in the log.</param>
public sealed record FailedWebhook(
    long Id,
    string Endpoint,
    string? Topic,
    string? EventId,
    string? EntityKey,
    DateTimeOffset AcceptedAt,
    DateTimeOffset FailedAt,
    int Attempts,
    string? Error
);
