using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Rutter;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the clients of Violet and Rutter.</summary>
public static class VioletServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IVioletClient"/> as a singleton. The settings are checked when the host starts; each message names its
    /// setting.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddViolet(this IServiceCollection services, Action<VioletOptions> configure) =>
        services.AddViolet(Options.Options.DefaultName, configure);

    /// <summary>Registers <see cref="IVioletClient"/> with the settings of a configuration section. A change of the section counts for the
    /// calls that begin after it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">Its keys are the names of <see cref="VioletOptions"/>'s properties:
    /// <c>builder.Configuration.GetSection("Violet")</c>.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddViolet(this IServiceCollection services, IConfiguration section) =>
        services.AddViolet(Options.Options.DefaultName, section);

    /// <summary>
    /// Registers one of several <see cref="IVioletClient"/>s, each with its own settings and token: resolve it as a keyed service
    /// (<c>[FromKeyedServices("name")] IVioletClient</c>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name and key.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddViolet(this IServiceCollection services, string name, Action<VioletOptions> configure)
    {
        services.AddOptions<VioletOptions>(name).Configure(configure ?? throw new ArgumentNullException(nameof(configure)));
        return services.AddVioletClient(name);
    }

    /// <summary>Registers one of several <see cref="IVioletClient"/>s with the settings of a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name and key.</param>
    /// <param name="section">Its keys are the names of <see cref="VioletOptions"/>'s properties.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddViolet(this IServiceCollection services, string name, IConfiguration section)
    {
        OptionsSection.Bind(services.AddOptions<VioletOptions>(name), section);
        return services.AddVioletClient(name);
    }

    /// <summary>Registers <see cref="IRutterClient"/> as a singleton. The settings are checked when the host starts; each message names its
    /// setting.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddRutter(this IServiceCollection services, Action<RutterOptions> configure) =>
        services.AddRutter(Options.Options.DefaultName, configure);

    /// <summary>Registers <see cref="IRutterClient"/> with the settings of a configuration section. A change of the section counts for the
    /// calls that begin after it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">Its keys are the names of <see cref="RutterOptions"/>'s properties:
    /// <c>builder.Configuration.GetSection("Rutter")</c>.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddRutter(this IServiceCollection services, IConfiguration section) =>
        services.AddRutter(Options.Options.DefaultName, section);

    /// <summary>Registers one of several <see cref="IRutterClient"/>s as a keyed service.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name and key.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddRutter(this IServiceCollection services, string name, Action<RutterOptions> configure)
    {
        services.AddOptions<RutterOptions>(name).Configure(configure ?? throw new ArgumentNullException(nameof(configure)));
        return services.AddRutterClient(name);
    }

    /// <summary>Registers one of several <see cref="IRutterClient"/>s with the settings of a configuration section.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name and key.</param>
    /// <param name="section">Its keys are the names of <see cref="RutterOptions"/>'s properties.</param>
    /// <returns>The builder of the client's HTTP pipeline, for handlers of your own. Those of <c>ConfigureHttpClientDefaults</c> take no
    /// part in it: the client repeats calls by itself. A call whose request a handler sends to another host fails; set <c>BaseAddress</c>
    /// instead.</returns>
    public static IHttpClientBuilder AddRutter(this IServiceCollection services, string name, IConfiguration section)
    {
        OptionsSection.Bind(services.AddOptions<RutterOptions>(name), section);
        return services.AddRutterClient(name);
    }

    private static IHttpClientBuilder AddVioletClient(this IServiceCollection services, string name) =>
        services.AddClient<VioletClient, IVioletClient, VioletOptions>(
            "Violet",
            name,
            static (options, httpClient, loggers) => new VioletClient(options, httpClient, loggers),
            static (client, options, httpClient, loggers) => client.Reload(options, httpClient, loggers)
        );

    private static IHttpClientBuilder AddRutterClient(this IServiceCollection services, string name) =>
        services.AddClient<RutterClient, IRutterClient, RutterOptions>(
            "Rutter",
            name,
            static (options, httpClient, loggers) => new RutterClient(options, httpClient, loggers),
            static (client, options, httpClient, loggers) => client.Reload(options, httpClient, loggers)
        );

    private static IHttpClientBuilder AddClient<
        TClient,
        TInterface,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(
        this IServiceCollection services,
        string api,
        string name,
        Func<TOptions, Func<HttpClient>, ILoggerFactory?, TClient> create,
        Action<TClient, TOptions, Func<HttpClient>, ILoggerFactory?> reload
    )
        where TClient : class, TInterface
        where TInterface : class
        where TOptions : ApiOptions
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TOptions>, OptionsValidation<TOptions>>(
                provider => new OptionsValidation<TOptions>(api, provider.GetService<ILoggerFactory>())
            )
        );
        services.AddOptions<TOptions>(name).ValidateOnStart();
        string httpName = name.Length == 0 ? api : $"{api}-{name}";
        IHttpClientBuilder builder = services.AddHttpClient(httpName);
        object? key = name.Length == 0 ? null : name;
        // or handlers added after the first time would be gone
        if (services.Any(service => service.ServiceType == typeof(TInterface) && Equals(service.ServiceKey, key)))
            return builder;
        if (name.Length == 0)
            services.TryAddSingleton<TInterface>(Create);
        else
            services.TryAddKeyedSingleton<TInterface>(name, (provider, _) => Create(provider));
        int usersOwn = IndexOfConfiguration(services, httpName);
        int before = services.Count;
        builder
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            // The factory's own loggers write headers and addresses, which carry credentials; the client logs by itself.
            .RemoveAllLoggers()
            // What a host adds to all of its clients, such as a resilience handler, would repeat calls that act and see credentials. What
            // is added to this builder stays.
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
#if NET
            // The handler renews its connections by itself; a handler that is thrown away after two minutes would only lose them.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
#endif
            .ConfigurePrimaryHttpMessageHandler(HttpHandlers.Create);
        // What the app has configured for this very client before comes after ours, and so stays.
        if (usersOwn >= 0)
            MoveConfiguration(services, before, usersOwn);
        return builder;

        TInterface Create(IServiceProvider provider)
        {
            IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
            HttpClient GetHttpClient() => factory.CreateClient(httpName);
            ILoggerFactory? loggers = provider.GetService<ILoggerFactory>();
            IOptionsMonitor<TOptions> monitor = provider.GetRequiredService<IOptionsMonitor<TOptions>>();
            TClient client = create(monitor.Get(name), GetHttpClient, loggers);
            // Settings that are not valid never come here: the monitor throws where they were changed, and the client keeps those that it
            // has.
            monitor.OnChange(
                (options, changed) =>
                {
                    if ((changed ?? "") == name)
                        reload(client, options, GetHttpClient, loggers);
                }
            );
            return client;
        }
    }

    /// <summary>Where the configuration of one HTTP client begins; -1 when there is none.</summary>
    private static int IndexOfConfiguration(IServiceCollection services, string httpName)
    {
        for (int i = 0; i < services.Count; i++)
        {
            if (
                !services[i].IsKeyedService
                && services[i].ImplementationInstance is ConfigureNamedOptions<HttpClientFactoryOptions> named
                && named.Name == httpName
            )
            {
                return i;
            }
        }

        return -1;
    }

    private static void MoveConfiguration(IServiceCollection services, int from, int to)
    {
        for (int i = from; i < services.Count; i++)
        {
            ServiceDescriptor service = services[i];
            if (service.ServiceType != typeof(IConfigureOptions<HttpClientFactoryOptions>))
                continue;
            services.RemoveAt(i);
            services.Insert(to++, service);
        }
    }
}
