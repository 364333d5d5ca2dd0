using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>Rutter's events have no id: their body alone is compared, and only if asked for.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class RutterTests(string kind)
{
    [TestCase(0, 3)]
    [TestCase(60, 2)]
    public async Task A_body_is_a_duplicate_within_the_window_and_an_event_of_its_own_after_it(int minutes, int expected)
    {
        var time = new FakeTimeProvider();
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            services => database.AddTo(services.AddSingleton<TimeProvider>(time)),
            rutter: hooks =>
            {
                hooks.OnUnknown((e, _) => handled.Add(e.Code.Raw!));
                hooks.DuplicateWindow = TimeSpan.FromMinutes(minutes);
            }
        );
        const string Body = """{"type":"CONNECTION","code":"ONE","connection_id":"c1"}""";

        Assert.That(await app.SendRutterAsync(Body), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await app.SendRutterAsync(Body), Is.EqualTo(HttpStatusCode.OK));
        // The clock may leap when nothing is under way: time limits go by it too.
        while (await database.CountAsync(InboxState.Done) < expected - 1)
            await Task.Yield();
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.That(await app.SendRutterAsync(Body), Is.EqualTo(HttpStatusCode.OK));
        await handled.WaitForAsync(expected);
        await app.StopAsync();

        Assert.That(await database.EventsAsync(), Has.Length.EqualTo(expected));
        Assert.That((await database.EventsAsync()).Select(e => e.Entity), Is.All.EqualTo("/webhooks/rutter Connection c1"));
    }
}
