using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.AspNetCore.Tests.Tokens;

/// <summary>Ten clients of one account, each with a token of its own, that share what they get through a cache. They start to call at the
/// same moment.</summary>
internal static class FleetOfClients
{
    public static Task<int> RunAsync(Uri violet, string redis, string username, string password, long appId, string appSecret, Task go) =>
        RunAsync(
            options =>
                (options.BaseAddress, options.Username, options.Password, options.AppId, options.AppSecret) = (
                    violet,
                    username,
                    password,
                    appId,
                    appSecret
                ),
            services => services.AddStackExchangeRedisCache(options => options.Configuration = redis),
            go
        );

    /// <summary>Gives the number of clients that could call.</summary>
    public static async Task<int> RunAsync(Action<VioletOptions> configure, Action<IServiceCollection> addCache, Task go)
    {
        var services = new ServiceCollection();
        addCache(services);
        string[] names = [.. Enumerable.Range(1, 10).Select(i => $"client {i}")];
        foreach (string name in names)
            services.AddViolet(name, configure);
        services.AddVioletDistributedTokenStore();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IVioletClient[] clients = [.. names.Select(name => provider.GetRequiredKeyedService<IVioletClient>(name))];

        await go;
        MerchantPage[] pages = await Task.WhenAll(clients.Select(client => client.Merchants.ListAsync()));
        return pages.Count(page => page.Content.Count > 0);
    }
}
