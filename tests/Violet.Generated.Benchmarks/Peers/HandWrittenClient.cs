using System.Globalization;
using System.Net.Http.Json;

namespace Violet.Generated.Benchmarks;

/// <summary>Peer (c): a typed client over HttpClient as a careful engineer would write it.</summary>
internal sealed class HandWrittenClient(HttpClient http)
{
    public Task<OrderPageRecord> ListAsync(int page, int size, CancellationToken cancellationToken = default) =>
        GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"orders?page={page}&size={size}"),
            OrderContext.Default.OrderPageRecord,
            cancellationToken
        );

    public Task<OrderRecord> GetAsync(long id, CancellationToken cancellationToken = default) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"orders/{id}"), OrderContext.Default.OrderRecord, cancellationToken);

    private async Task<T> GetAsync<T>(
        string uri,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        using HttpResponseMessage response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("No content.");
    }
}
