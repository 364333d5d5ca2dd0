using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing.Http;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>All that a server knows, and how it answers: a reset puts a new one in its place, so that nothing of the old is
/// forgotten.</summary>
internal sealed class World : IDisposable
{
    public World(VioletTestServerOptions options, Recording? recording, IApplicationBuilder host)
    {
        TimeProvider time = options.Time;
        var epoch = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        Accounts = new Accounts(time, options.TokenLifetime);
        Rutter = new RutterApi(epoch, time);
        Violet = new VioletApi(Accounts, epoch, time, options);
        Payments = new TestPayments(Violet);
        Orders = new TestData<Order>(Violet, time, (store, id) => store.Order(id), UserData.AddOrder);
        Offers = new TestData<Offer>(Violet, time, (store, id) => store.Offer(id), UserData.AddOffer);
        Merchants = new TestData<Merchant>(Violet, time, (store, id) => store.Merchant(id)?.Json, UserData.AddMerchant);
        Webhooks = new WebhookSender(Violet, Rutter, time);
        IApplicationBuilder app = host.New();
        new ServerPipeline([Violet, Rutter], Log, Faults, recording, time.GetUtcNow).Configure(app);
        AnswerAsync = app.Build();
    }

    public RequestDelegate AnswerAsync { get; }

    public Accounts Accounts { get; }

    public VioletApi Violet { get; }

    public RutterApi Rutter { get; }

    public RequestLog Log { get; } = new();

    public FaultList Faults { get; } = new();

    public TestPayments Payments { get; }

    public TestData<Order> Orders { get; }

    public TestData<Offer> Offers { get; }

    public TestData<Merchant> Merchants { get; }

    public WebhookSender Webhooks { get; }

    public void Dispose() => Webhooks.Dispose();
}
