using Spectre.Console;
using Violet.Generated;
using Violet.Generated.Testing;

namespace Violet.Quickstart;

/// <summary>A checkout with what can happen on the way: the test server plays the shopper's browser, the bank and a shop that
/// refuses.</summary>
internal sealed class Checkout(IVioletClient violet, VioletTestServer server, IAnsiConsole console)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        console.Write(new Rule("Checkout") { Justification = Justify.Left });
        server.Use(VioletScenario.PartialSubmit);
        Order cart = await FillAsync(cancellationToken);
        if (cart.BlockingErrors().Count > 0)
        {
            console.MarkupLine(
                $"[red]Not ready:[/] {Markup.Escape(string.Join(", ", cart.BlockingErrors().Select(error => error.Message)))}"
            );
            return;
        }

        cart = await violet.Carts.SetPaymentAsync(
            cart.Id,
            new PaymentMethodRequest { IntentBasedCapture = true },
            cancellationToken: cancellationToken
        );
        console.MarkupLine($"Cart {cart.Id}: {cart.Bags.Count} merchants, {cart.Total / 100m:0.00} {cart.Currency}.");

        console.MarkupLine(
            "[blue]In the browser:[/] stripe.confirmPayment with the cart's stripe_key and client secret; the card asks for 3-D Secure."
        );
        server.Payments.Confirm(cart.Id, TestCards.RequiresAction);

        SubmitOutcome outcome = await SubmitAsync(cart.Id, cancellationToken);
        if (outcome.State == SubmitState.ActionRequired)
        {
            console.MarkupLine("Not placed yet: the bank asks the shopper.");
            console.MarkupLine("[blue]In the browser:[/] stripe.handleNextAction with the client secret.");
            server.Payments.CompleteAction(cart.Id);
            outcome = await SubmitAsync(cart.Id, cancellationToken); // the same cart with the same app_order_id
        }

        Show(outcome);
        server.Use(VioletScenario.Ordinary);
    }

    private async Task<Order> FillAsync(CancellationToken cancellationToken)
    {
        var home = new AddressRequest
        {
            Address1 = "1 Market Street",
            City = "San Francisco",
            State = "CA",
            PostalCode = "94105",
            Country = "US",
        };
        Order cart = await violet.Carts.CreateAsync(
            new CreateCartRequest
            {
                AppOrderId = "quickstart-1",
                Skus = [new CartSkuRequest { SkuId = TestSkus.Ordinary }, new CartSkuRequest { SkuId = TestSkus.OfSecondMerchant }],
                Customer = new CartCustomerRequest
                {
                    FirstName = "Ada",
                    LastName = "Lovelace",
                    Email = "ada@example.com",
                    ShippingAddress = home,
                    SameAddress = true,
                },
            },
            cancellationToken: cancellationToken
        );
        IReadOnlyList<BagShippingMethods> methods = await violet.Carts.ListShippingMethodsAsync(cart.Id, cancellationToken);
        await violet.Carts.SetShippingAsync(
            cart.Id,
            methods.Select(bag => new BagShippingMethodRequest
            {
                BagId = bag.BagId,
                ShippingMethodId = bag.ShippingMethods[0].ShippingMethodId,
            }),
            cancellationToken: cancellationToken
        );
        return await violet.Carts.ReadSettledAsync(cart.Id, cancellationToken: cancellationToken);
    }

    private async Task<SubmitOutcome> SubmitAsync(long cartId, CancellationToken cancellationToken) =>
        (
            await violet.Carts.SubmitAsync(cartId, new SubmitCartRequest { AppOrderId = "quickstart-1" }, cancellationToken)
        ).GetSubmitOutcome();

    private void Show(SubmitOutcome outcome)
    {
        console.MarkupLine($"[bold]{outcome.State}[/]:");
        foreach (Bag bag in outcome.PlacedBags)
            console.MarkupLine($"  [green]charged[/]  {Markup.Escape(bag.MerchantName ?? "")}, {bag.Total / 100m:0.00} {bag.Currency}");
        foreach (RefusedBag refused in outcome.RefusedBags)
        {
            console.MarkupLine(
                $"  [yellow]refused[/]  {Markup.Escape(refused.Bag.MerchantName ?? "")}: "
                    + Markup.Escape(string.Join(" ", refused.Errors.Select(error => error.Message)))
            );
        }
    }
}
