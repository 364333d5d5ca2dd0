using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A database that stops, breaks or is full: no 200 for what is not committed, and nothing lost.</summary>
public class FaultTests
{
    [Test]
    public async Task A_full_disk_is_a_503_and_the_event_comes_later()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        var handled = new Recorder();
        var full = new Full();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services =>
            {
                database.AddTo(services);
                services.ConfigureDbContext<ShopContext>(options => options.AddInterceptors(full));
            }
        );
        string body = $$"""{"id":1,"note":"{{new string('x', 200_000)}}"}""";

        full.Is = true;
        Assert.That(await app.SendAsync(eventId: 1, body: body), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await database.EventsAsync(), Is.Empty);
        full.Is = false;
        Assert.That(await app.SendAsync(eventId: 1, body: body), Is.EqualTo(HttpStatusCode.OK));
        await handled.WaitForAsync(1);
        await app.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_database_that_hangs_is_a_503_and_one_that_goes_on_has_all_that_was_answered_200()
    {
        PostgresServer.RequireInstalled();
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using TestDatabase database = await PostgresDatabase.CreateOnAsync(server);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, handled);
        await app.SendAsync(eventId: 1, body: WebhookApp.OrderOf(1));
        await handled.WaitForAsync(1);

        server.Signal("STOP");
        HttpStatusCode hanging = await app.SendAsync(eventId: 2, body: WebhookApp.OrderOf(2));
        server.Signal("CONT");

        Assert.That(hanging, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await AllArriveAsync(app, database, first: 2, last: 10);
    }

    [Test]
    public async Task A_database_that_crashes_and_starts_again_loses_nothing_and_handles_nothing_twice()
    {
        PostgresServer.RequireInstalled();
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using TestDatabase database = await PostgresDatabase.CreateOnAsync(server);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, handled);

        Task all = AllArriveAsync(app, database, first: 1, last: 200, stop: false);
        await handled.WaitForAsync(20);
        await server.RestartAsync();
        await all;
        await Handlers.WaitForEffectsAsync(database, 200);
        await app.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(1, 200)));
    }

    [Test]
    public async Task Connections_that_are_cut_lose_nothing_and_handle_nothing_twice()
    {
        PostgresServer.RequireInstalled();
        await using TestDatabase database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var handled = new Recorder();
        await using WebhookApp app = await StartAsync(database, handled);

        Task all = AllArriveAsync(app, database, first: 1, last: 200, stop: false);
        for (int i = 0; i < 5; i++)
        {
            await handled.WaitForAsync(10);
            await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
                connection
            );
            await command.ExecuteNonQueryAsync();
        }

        await all;
        await Handlers.WaitForEffectsAsync(database, 200);
        await app.StopAsync();

        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(1, 200)));
    }

    private static Task<WebhookApp> StartAsync(TestDatabase database, Recorder handled) =>
        WebhookApp.StartAsync(
            hooks => hooks.On<ShopContext, Order>((shop, order, e, ct) => Handlers.CountAsync(shop, order, e, handled, ct)),
            services => database.AddTo(services, options => options.MaxPollInterval = TimeSpan.FromMilliseconds(200)),
            options => options.RetryDelay = TimeSpan.FromMilliseconds(50)
        );

    private static async Task AllArriveAsync(WebhookApp app, TestDatabase database, int first, int last, bool stop = true)
    {
        for (int id = first; id <= last; id++)
            await app.SendUntilAcceptedAsync(body: WebhookApp.OrderOf(id % 7), eventId: id);
        if (!stop)
            return;
        await Handlers.WaitForEffectsAsync(database, last);
        await app.StopAsync();
        Assert.That(await database.EffectsAsync(), Is.EquivalentTo(Enumerable.Range(1, last)));
    }

    /// <summary>Lets each connection's database grow no further, or as far as it likes.</summary>
    private sealed class Full : Microsoft.EntityFrameworkCore.Diagnostics.DbConnectionInterceptor
    {
        public bool Is { get; set; }

        public override void ConnectionOpened(
            System.Data.Common.DbConnection connection,
            Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData
        ) => Set((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(
            System.Data.Common.DbConnection connection,
            Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Set((SqliteConnection)connection);
            return Task.CompletedTask;
        }

        private void Set(SqliteConnection connection)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(Is ? 1 : 1_000_000)}"; // not below what it has
            command.ExecuteNonQuery();
        }
    }
}
