using System.Net;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;

namespace EduConnect.Web.Tests.SignIn;

public sealed class ThrottlingTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Five_failures_ask_for_a_wait_and_the_right_password_gets_in_after_it(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var stranger = family.Browser();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux " + i)).Status);
        }

        var refused = await Family.SignInAsync(stranger, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Trop d’essais. Attendez 1 minute, puis recommencez. Votre compte n’est pas bloqué.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("60", refused.Response.Headers.GetValues("Retry-After").Single());

        family.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("/portail", (await Family.SignInAsync(stranger, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "security reference 3.2")]
    public async Task The_owner_coming_in_hands_a_stranger_no_other_25_guesses_of_the_day(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var stranger = family.Browser();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux " + i)).Status);
            family.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        using var owner = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(owner, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        for (var i = 20; i < 25; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux " + i)).Status);
        }

        // The minute of the fifth failure in a row is over; the two of a day with 25 begin to be waited for.
        family.Clock.Advance(TimeSpan.FromMinutes(1));
        var refused = await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux 25");
        Assert.Equal((HttpStatusCode.TooManyRequests, "120"), (refused.Status, refused.Response.Headers.GetValues("Retry-After").Single()));
        Assert.Equal("/portail", (await Family.SignInAsync(owner, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task An_unknown_username_asks_for_the_same_wait()
    {
        await using var family = await Family.StartAsync();
        using var stranger = family.Browser();
        for (var i = 0; i < 5; i++)
        {
            await Family.SignInAsync(stranger, "responsable", "x.inconnu1", "faux " + i);
        }

        var refused = await Family.SignInAsync(stranger, "responsable", "x.inconnu1", "faux");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
    }

    [Fact]
    [Trait("Rule", "domain 17")]
    public async Task A_known_device_gets_in_whatever_strangers_do()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var own = family.Browser();
        await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword);
        using var stranger = family.Browser();
        for (var i = 0; i < 120; i++)
        {
            await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux " + i);
            family.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        Assert.Equal("/portail", (await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_known_device_that_fails_ten_times_waits_too()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var own = family.Browser();
        await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(own, "responsable", "c.morel27", "faux " + i)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Family.SignInAsync(own, "responsable", "c.morel27", Family.GoodPassword)).Status);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Parallel_guesses_are_all_counted(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        await family.ActivateAsync(family.Claire.Account.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            using var stranger = family.Browser();
            return (await Family.SignInAsync(stranger, "responsable", "c.morel27", "faux " + i)).Status;
        }));
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(25, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(5, (await family.OperationalAsync<AttemptCounter>()).Single(counter => counter.Key == AttemptKeys.Username("c.morel27")).Failures);
    }

    [Fact]
    [Trait("Rule", "Keycloak 48272")]
    public async Task Two_right_sign_ins_at_once_both_succeed()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var browser = family.Browser();
            return (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath;
        }));
        Assert.All(answers, path => Assert.Equal("/portail", path));
    }

    [Fact]
    public async Task A_forged_or_borrowed_device_cookie_is_no_known_device()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        var cookie = browser.Cookies.GetAllCookies()["dev"]!.Value;
        var devices = (KnownDevices)family.App.Services.GetService(typeof(KnownDevices))!;
        Assert.Equal(family.Claire.Account.Id, devices.Read(cookie)!.Accounts.Single());
        for (var i = 0; i < cookie.Length; i++)
        {
            var bent = cookie[..i] + (cookie[i] == 'A' ? 'B' : 'A') + cookie[(i + 1)..];
            // The last sign of a base64 text holds bits that decode to nothing.
            Assert.True(i == cookie.Length - 1 || devices.Read(bent) is null, $"sign {i}");
        }
    }
}
