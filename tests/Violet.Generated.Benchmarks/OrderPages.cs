using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Violet.Generated.Benchmarks;

/// <summary>
/// Pages of priced orders as the API answers them: nulls left out, <c>+0000</c> dates, 11 to 12 KB an order. The same seed gives the same
/// bytes. Every enum text is one
/// that the contract lists, because the stock clients cannot read others.
/// </summary>
internal static class OrderPages
{
    /// <summary>The first order id; ids have as many digits on every page, so that the server can change them in place.</summary>
    public const long FirstId = 10_000_000;

    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string[] s_firstNames = ["Ada", "Grace", "Björn", "Chloé", "Miguel", "Priya", "Olaf", "Yuki", "Sam", "Noor"];
    private static readonly string[] s_lastNames =
    [
        "Lovelace",
        "Hopper",
        "Ångström",
        "Dubois",
        "Fernández",
        "Raman",
        "Schmidt",
        "Tanaka",
        "Jones",
        "Haddad",
    ];
    private static readonly string[] s_merchants =
    [
        "Northwind Outfitters",
        "Glow & Co",
        "Blue Fjord Coffee",
        "Paper Crane Studio",
        "Harbor Lane Goods",
    ];
    private static readonly string[] s_products =
    [
        "Merino Crew Neck",
        "Trail Bottle 750 ml",
        "Rose Clay Mask",
        "Single Origin Espresso",
        "Linen Notebook A5",
        "Walnut Desk Tray",
        "Field Jacket",
    ];
    private static readonly string[] s_variants = ["Small / Black", "Medium / Sand", "Large / Forest", "One Size", "250 g", "Set of 2"];
    private static readonly (string City, string State, string Zip)[] s_cities =
    [
        ("Seattle", "WA", "98101"),
        ("Austin", "TX", "78701"),
        ("Brooklyn", "NY", "11201"),
        ("Portland", "OR", "97205"),
        ("Denver", "CO", "80202"),
    ];

    public static byte[] Page(int orders) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                content = Orders(orders),
                pageable = Pageable(orders),
                last = false,
                total_pages = 100,
                total_elements = 100 * orders,
                first = true,
                number_of_elements = orders,
                size = orders,
                number = 0,
                sort = Sort,
                empty = false,
            },
            s_options
        );

    public static byte[] Content(int orders) => JsonSerializer.SerializeToUtf8Bytes(Orders(orders), s_options);

    public static byte[] Order() => JsonSerializer.SerializeToUtf8Bytes(Orders(1)[0], s_options);

    private static object Sort =>
        new
        {
            sorted = true,
            unsorted = false,
            empty = false,
        };

    private static object Pageable(int size) =>
        new
        {
            page_number = 0,
            page_size = size,
            sort = Sort,
            offset = 0,
            paged = true,
            unpaged = false,
        };

    private static object Preferences =>
        new
        {
            email_preferences = new
            {
                marketing = new { requested = "NO_OPT_IN", result = "NO_OPT_IN" },
                order_confirmation = new { requested = "OPT_IN", result = "OPT_IN" },
                order_fulfillment = new { requested = "OPT_IN", result = "OPT_IN" },
            },
        };

    private static List<object> Orders(int count)
    {
        var random = new Random(20240628);
        return [.. Enumerable.Range(0, count).Select(i => Order(FirstId + i, random))];
    }

    private static object Order(long id, Random random)
    {
        string first = Pick(random, s_firstNames),
            last = Pick(random, s_lastNames),
            email = $"{first}.{last}{random.Next(10, 99)}@example.com".ToLowerInvariant();
        DateTime created = new DateTime(2024, 1, 1).AddSeconds(random.Next(0, 15_000_000));
        object shipping = Address("SHIPPING", first, last, email, random),
            billing = Address("BILLING", first, last, email, random);
        object[] bags = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Bag(id, created, random))];
        string secret = $"pi_3P{Text(random, 22)}_secret_{Text(random, 25)}";
        return new
        {
            id,
            order_id = id,
            token = new Guid(Bytes(random, 16)).ToString(),
            status = "COMPLETED",
            order_status = "COMPLETED",
            payment_status = "CAPTURED",
            errors = Array.Empty<object>(),
            user_id = random.Next(10_000, 99_999),
            app_id = 10264,
            developer_id = 14083,
            app_order_id = $"ch-{random.Next(100_000, 999_999)}",
            referral_id = $"newsletter-{random.Next(1, 40)}",
            channel = "APP",
            customer = new
            {
                user_id = random.Next(10_000, 99_999),
                external_id = Number(random, 13),
                first_name = first,
                last_name = last,
                name = $"{first} {last}",
                email,
                shipping_address = shipping,
                billing_address = billing,
                same_address = random.Next(2) == 0,
            },
            shipping_address = shipping,
            billing_address = billing,
            bags,
            payment_method = PaymentMethod(first, last, random),
            payment_transactions = new[]
            {
                new
                {
                    id = random.Next(100_000, 999_999),
                    order_id = id,
                    payment_provider = "STRIPE",
                    payment_provider_transaction_id = $"pi_3P{Text(random, 22)}",
                    payment_method_id = random.Next(10_000, 99_999),
                    payment_provider_payment_method_id = $"pm_1P{Text(random, 22)}",
                    payment_platform_connection_id = 77,
                    payment_intent_client_secret = secret,
                    amount = random.Next(1_000, 90_000),
                    currency = "USD",
                    capture_status = "CAPTURED",
                    status = "CAPTURED",
                    capture_method = "AUTOMATIC",
                    transfer_status = "SENT",
                    transfer_method = "AUTOMATIC",
                    dispute_status = "UNDISPUTED",
                    metadata = new { payment_intent_id = $"pi_3P{Text(random, 22)}", payment_intent_client_secret = secret },
                    related_bags = new[] { Number(random, 6) },
                    related_refunds = Array.Empty<string>(),
                    errors = Array.Empty<object>(),
                    date_created = Date(created.AddMinutes(3)),
                    date_last_modified = Date(created.AddMinutes(4)),
                },
            },
            currency = "USD",
            currency_symbol = "$",
            sub_total = random.Next(1_000, 80_000),
            shipping_total = random.Next(0, 3_000),
            tax_total = random.Next(0, 6_000),
            discount_total = random.Next(0, 2_000),
            duty_total = 0,
            total = random.Next(1_000, 90_000),
            priced = true,
            is_guest = true,
            guest = true,
            wallet_based_checkout = random.Next(2) == 0,
            intent_based_checkout = true,
            stripe_key = $"pk_test_51{Text(random, 40)}",
            payment_intent_client_secret = secret,
            date_created = Date(created),
            date_last_modified = Date(created.AddHours(52)),
            date_submitted = Date(created.AddMinutes(3)),
        };
    }

    private static object Bag(long orderId, DateTime created, Random random)
    {
        int id = random.Next(100_000, 999_999),
            merchant = random.Next(s_merchants.Length);
        object[] skus = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Sku(merchant, random))];
        (string _, string state, string zip) = Pick(random, s_cities);
        return new
        {
            id,
            bag_id = id,
            order_id = orderId,
            merchant_id = 10_400 + merchant,
            merchant_name = s_merchants[merchant],
            app_id = 10264,
            app_name = "Sample Channel",
            app_order_id = $"ch-{random.Next(100_000, 999_999)}",
            external_id = Number(random, 13),
            external_reference_id = $"#{random.Next(1_000, 9_999)}",
            platform = merchant % 2 == 0 ? "SHOPIFY" : "MAGENTO",
            channel = "APP",
            status = "COMPLETED",
            bag_status = "COMPLETED",
            fulfillment_status = "SHIPPED",
            financial_status = "PAID",
            dispute_status = "UNDISPUTED",
            skus,
            shipping_method = new
            {
                id = random.Next(100_000, 999_999),
                shipping_method_id = $"shopify-Standard%20Shipping-{random.Next(4, 12)}.00",
                bag_id = id,
                merchant_id = 10_400 + merchant,
                external_id = Number(random, 13),
                type = "FLAT_RATE_PRICE",
                carrier = "OTHER",
                label = "Standard Shipping (3-5 days)",
                price = random.Next(400, 1_200),
                custom = false,
                min_subtotal = 0,
                max_subtotal = 100_000,
            },
            fulfillments = new[]
            {
                new
                {
                    id = random.Next(100_000, 999_999),
                    bag_id = id,
                    external_id = Number(random, 13),
                    status = "SUCCESS",
                    carrier = "UPS",
                    raw_carrier = "UPS Ground",
                    carrier_status = "CONFIRMED",
                    tracking_number = $"1Z{Number(random, 16)}",
                    tracking_url = $"https://www.ups.com/track?loc=en_US&tracknum=1Z{Number(random, 16)}",
                    skus = new[]
                    {
                        new
                        {
                            id = random.Next(100_000, 999_999),
                            fulfillment_id = random.Next(100_000, 999_999),
                            order_sku_id = random.Next(100_000, 999_999),
                            quantity_fulfilled = 1,
                        },
                    },
                },
            },
            discounts = random.Next(3) > 0
                ? []
                : new[]
                {
                    new
                    {
                        id = random.Next(100_000, 999_999),
                        bag_id = id,
                        merchant_id = 10_400 + merchant,
                        status = "APPLIED",
                        type = "CODE",
                        value_type = "PERCENTAGE",
                        target_type = "ORDER",
                        code = "WELCOME10",
                        percentage = 10.0,
                        amount_total = random.Next(100, 900),
                        date_created = Date(created),
                        date_last_modified = Date(created.AddMinutes(2)),
                    },
                },
            taxes = new[]
            {
                new
                {
                    order_id = orderId,
                    merchant_id = 10_400 + merchant,
                    skus = new[] { Number(random, 6) },
                    state,
                    postal_code = zip,
                    rate = 0.065,
                    amount = random.Next(50, 900),
                    description = $"{state} State Tax",
                },
                new
                {
                    order_id = orderId,
                    merchant_id = 10_400 + merchant,
                    skus = new[] { Number(random, 6) },
                    state,
                    postal_code = zip,
                    rate = 0.0385,
                    amount = random.Next(50, 900),
                    description = "City Tax",
                },
            },
            transactions = new[]
            {
                new
                {
                    id = random.Next(100_000, 999_999),
                    order_id = orderId,
                    bag_id = id,
                    app_id = 10264,
                    merchant_id = 10_400 + merchant,
                    type = "CAPTURE",
                    status = "COMPLETED",
                    amount = random.Next(1_000, 90_000),
                    currency = "USD",
                    gateway = "stripe",
                    gateway_transaction_id = $"ch_3P{Text(random, 22)}",
                    payment_method_id = random.Next(10_000, 99_999),
                    test = true,
                    date_created = Date(created.AddMinutes(3)),
                    date_last_modified = Date(created.AddMinutes(4)),
                },
            },
            currency = "USD",
            external_currency = "USD",
            currency_exchange_rate = 1.0,
            sub_total = random.Next(1_000, 80_000),
            shipping_total = random.Next(0, 3_000),
            tax_total = random.Next(0, 6_000),
            discount_total = random.Next(0, 2_000),
            duty_total = 0,
            total = random.Next(1_000, 90_000),
            taxes_included = false,
            external_checkout = false,
            wallet_based_checkout = false,
            commission_rate = 15.0,
            commission_rate_source = "SYSTEM",
            communication_preferences = Preferences,
            communication_preferences_internal = Preferences,
            data = new { communication_preferences = Preferences },
            date_created = Date(created),
            date_last_modified = Date(created.AddHours(51)),
            date_last_consolidated = Date(created.AddHours(52)),
            date_submitted = Date(created.AddMinutes(3)),
            remorse_period_ends = Date(created.AddMinutes(33)),
        };
    }

    private static object Sku(int merchant, Random random)
    {
        int price = random.Next(900, 30_000),
            quantity = random.Next(1, 3);
        long id = random.Next(100_000, 999_999);
        return new
        {
            id,
            sku_id = random.Next(100_000, 999_999),
            offer_id = random.Next(100_000, 999_999),
            product_id = Number(random, 13),
            merchant_id = 10_400 + merchant,
            app_id = 10264,
            external_id = Number(random, 14),
            name = $"{Pick(random, s_products)} - {Pick(random, s_variants)}",
            brand = s_merchants[merchant],
            thumbnail = $"https://cdn.shopify.com/s/files/1/0571/{Number(random, 4)}/{Number(random, 4)}/products/{Text(random, 24)}.jpg?v={Number(random, 10)}",
            quantity,
            quantity_fulfilled = quantity,
            price,
            line_price = price * quantity,
            weight = Math.Round(random.NextDouble() * 5, 2),
            height = 10.5,
            width = 7.25,
            length = 3.0,
            available = true,
            status = "SHIPPED",
            product_type = "PHYSICAL",
            custom = false,
            custom_properties = random.Next(2) == 0 ? [] : new[] { new { name = "engraving", value = Pick(random, s_firstNames) } },
            rates = new[]
            {
                new
                {
                    order_sku_id = id,
                    type = "TAX",
                    name = "State Tax",
                    amount = random.Next(20, 900),
                    rate = 6.5,
                    decimal_rate = 0.065,
                },
                new
                {
                    order_sku_id = id,
                    type = "TAX",
                    name = "City Tax",
                    amount = random.Next(20, 900),
                    rate = 3.85,
                    decimal_rate = 0.0385,
                },
            },
            commission_rate = 15.0,
            commission_rate_source = "SYSTEM",
        };
    }

    private static object Address(string type, string first, string last, string email, Random random)
    {
        (string city, string state, string zip) = Pick(random, s_cities);
        return new
        {
            type,
            name = $"{first} {last}",
            first_name = first,
            last_name = last,
            address_1 = $"{random.Next(10, 9_999)} {Pick(random, s_lastNames)} Street",
            address_2 = $"Apt {random.Next(1, 40)}",
            city,
            state,
            postal_code = zip,
            country = "US",
            phone = $"+1206555{Number(random, 4)}",
            email,
        };
    }

    private static object PaymentMethod(string first, string last, Random random) =>
        new
        {
            payment_method_id = random.Next(10_000, 99_999),
            brand = "visa",
            last_four = Number(random, 4),
            exp_month = random.Next(1, 13),
            exp_year = random.Next(2026, 2031),
            cardholder_name = $"{first} {last}",
            @default = true,
        };

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Number(Random random, int digits) =>
        string.Create(
            digits,
            random,
            static (text, random) =>
            {
                for (int i = 0; i < text.Length; i++)
                    text[i] = (char)('1' + random.Next(9));
            }
        );

    private static string Text(Random random, int length) =>
        new(random.GetItems<char>("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", length));

    private static string Date(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);
}
