using Microsoft.EntityFrameworkCore;

namespace Violet.Dashboard;

internal static class InboxExtensions
{
    /// <summary>
    /// Keeps webhooks in a file, so that they survive a restart: in the folder of this app's data, which nobody else may read, or where the
    /// setting <c>Inbox</c> says. The demo's events are made up anew at each start, with the same ids; they have a file that goes with it.
    /// </summary>
    public static void AddInbox(this WebApplicationBuilder builder)
    {
        string? file = builder.Configuration["Inbox"];
        if (file is null && builder.IsDemo())
        {
            string folder = Directory.CreateTempSubdirectory("violet-dashboard-").FullName;
            file = Path.Combine(folder, "inbox.db");
            builder.Services.AddHostedService(_ => new EndOfDemo(folder));
        }

        builder.Services.AddDbContext<DashboardContext>(options => options.UseSqlite($"Data Source={file ?? UsualFile()}"));
        builder
            .Services.AddVioletWebhooks(options => builder.Configuration.GetSection("Webhooks").Bind(options))
            .AddInbox<DashboardContext>();
    }

    public static async Task CreateInboxAsync(this WebApplication app)
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DashboardContext>().Database.EnsureCreatedAsync();
    }

    private static string UsualFile()
    {
        string folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "violet-dashboard"
        );
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder); // the profile is its user's already
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.Combine(folder, "inbox.db");
    }

    /// <summary>Registered first, so it is stopped last: after the inbox.</summary>
    private sealed class EndOfDemo(string folder) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
