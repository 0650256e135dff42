using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Federation.Grants;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Protocols.FranceConnect;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EduConnect.Web.Tests.Transition;

/// <summary>Assertions that must not open anything: one page, one status, no cookie, no journey, nothing of the person in the log (<c>docs/adr/0011</c>).</summary>
[Trait("Row", "#65")]
public sealed partial class TransitionRefusalTests
{
    private static readonly Dictionary<string, Action<Dictionary<string, object?>>> Wrong = new()
    {
        ["other issuer"] = claims => claims["iss"] = "ent-autre",
        ["issuer with a null sign"] = claims => claims["iss"] = "ent\u0000",
        ["issuer as a number"] = claims => claims["iss"] = 12,
        ["no issuer"] = claims => claims.Remove("iss"),
        ["other audience"] = claims => claims["aud"] = "https://autre.example/transition",
        ["origin as audience"] = claims => claims["aud"] = "http://localhost",
        ["two audiences"] = claims => claims["aud"] = new[] { "http://localhost/transition", "https://autre.example/" },
        ["no audience"] = claims => claims.Remove("aud"),
        ["expired"] = claims => (claims["iat"], claims["exp"]) = ((long)claims["iat"]! - 400, (long)claims["iat"]! - 120),
        ["from the future"] = claims => (claims["iat"], claims["exp"]) = ((long)claims["iat"]! + 120, (long)claims["iat"]! + 240),
        ["too long a life"] = claims => claims["exp"] = (long)claims["iat"]! + 301,
        ["ends before it begins"] = claims => claims["exp"] = (long)claims["iat"]! - 1,
        ["no end"] = claims => claims.Remove("exp"),
        ["no beginning"] = claims => claims.Remove("iat"),
        ["end as a text"] = claims => claims["exp"] = "2099",
        ["end beyond all times"] = claims => claims["exp"] = long.MaxValue,
        ["no identifier"] = claims => claims.Remove("jti"),
        ["identifier as a number"] = claims => claims["jti"] = 1,
        ["identifier too long"] = claims => claims["jti"] = new string('j', 201),
        ["no vector"] = claims => claims.Remove("FrEduVecteur"),
        ["empty vectors"] = claims => claims["FrEduVecteur"] = Array.Empty<string>(),
        ["vectors that are no texts"] = claims => claims["FrEduVecteur"] = new object[] { 1, new { a = 1 } },
        ["one vector malformed"] = claims => claims["FrEduVecteur"] = ((string[])claims["FrEduVecteur"]!).Append("2|x").ToArray(),
        ["too many vectors"] = claims => claims["FrEduVecteur"] = Enumerable.Repeat(((string[])claims["FrEduVecteur"]!)[0], 21).ToArray(),
        ["first degree"] = claims => claims["FrEduVecteur"] = "1" + ((string[])claims["FrEduVecteur"]!)[0][1..],
        ["pupil and guardian"] = claims => claims["FrEduVecteur"] = new[] { ((string[])claims["FrEduVecteur"]!)[0], "4" + ((string[])claims["FrEduVecteur"]!)[0][1..] },
        ["another guardian's name"] = claims => claims["FrEduVecteur"] = ((string[])claims["FrEduVecteur"]!)[0].Replace("Claire", "Viviane", StringComparison.Ordinal),
        ["unknown school"] = claims => claims["FrEduVecteur"] = ((string[])claims["FrEduVecteur"]!)[0][..^8] + "0000001A",
        ["target not registered"] = claims => claims["target"] = "https://ent.example/accueil/",
        ["target elsewhere"] = claims => claims["target"] = "https://autre.example/",
        ["target as a list"] = claims => claims["target"] = new[] { FormerSystemDesk.Target },
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Claims_that_do_not_hold(string name)
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        var claims = desk.Claims(await desk.ClaireAsync());
        Wrong[name](claims);
        await RefusedAsync(family, desk.Ec.Sign(claims));
    }

    [Fact]
    public async Task Signatures_and_forms_that_do_not_hold()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        var claims = desk.Claims(await desk.ClaireAsync());
        var good = desk.Ec.Sign(claims);
        var parts = good.Split('.');
        string?[] bad =
        [
            null, "", "x", "a.b.c", "..", new string('.', 4), $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", good + ".", good + "A",
            $"{parts[0]}.{Encode("""{"iss":"ent-test","iss":"ent-test"}""")}.{parts[2]}",
            $"{Encode("""{"alg":"ES256","kid":"ec-1","crit":["x"],"x":1}""")}.{parts[1]}.{parts[2]}",
            $"{Encode("""{"alg":"\ud800"}""")}.{Encode("""{"iss":"\ud800"}""")}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}",
            Signer.None().Sign(claims),
            Signer.Hmac(string.Join('\n', desk.Ec.Publish().Values)).Sign(claims),
            Signer.Hmac(desk.Rsa.Publish()["n"]).As("rsa-1").Sign(claims),
            Signer.Ec("ec-1").Sign(claims),
            Signer.Ec(null).Sign(claims),
            Signer.Rsa("rsa-1").Sign(claims),
            desk.Ec.As("ec-2").Sign(claims),
            desk.Ec.As("rsa-1").Sign(claims),
        ];
        foreach (var assertion in bad)
        {
            await RefusedAsync(family, assertion);
        }

        using var browser = family.Browser();
        Assert.Equal("/transition/bienvenue", (await FormerSystemDesk.PostAsync(browser, good)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_doubled_member_under_a_good_signature_is_refused()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        var claims = desk.Claims(await desk.ClaireAsync());
        await RefusedAsync(family, desk.Ec.SignText(System.Text.Json.JsonSerializer.Serialize(claims).Replace("\"jti\"", "\"jti\":\"first\",\"jti\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Too_long_an_assertion_is_413_and_the_same_page()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        var claims = desk.Claims(await desk.ClaireAsync());
        claims["more"] = new string('x', 8 * 1024);
        await RefusedAsync(family, desk.Ec.Sign(claims), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Nobody_is_listened_to_until_an_operator_opens_the_system()
    {
        await using var family = await Family.StartAsync();
        using var stranger = family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await FormerSystemDesk.PostAsync(stranger, "a.b.c")).Status);
        var desk = await FormerSystemDesk.OpenAsync(family, isEnabled: false);
        await RefusedAsync(family, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_assertion_works_once_also_when_it_comes_many_times_at_once(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var desk = await FormerSystemDesk.OpenAsync(family);
        var assertion = desk.Ec.Sign(desk.Claims(await desk.InesAsync()));
        var pages = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var browser = family.Browser();
            return await FormerSystemDesk.PostAsync(browser, assertion);
        }));
        Assert.Single(pages, page => page.Address.AbsolutePath == "/transition/bienvenue");
        Assert.Equal(11, pages.Count(page => page.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Single(await family.OperationalAsync<ActivationState>());
        Assert.Single(await family.OperationalAsync<AssertionMark>());
        family.Clock.Advance(TimeSpan.FromMinutes(2.9));
        using var later = family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await FormerSystemDesk.PostAsync(later, assertion)).Status);
    }

    [Fact]
    public async Task An_activated_account_is_never_taken_over_and_nothing_of_it_is_shown()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        await family.ActivateAsync(family.Claire.Account.Id);
        var before = await family.ReadAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        var page = await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
        Assert.Equal((HttpStatusCode.Conflict, "/transition"), (page.Status, page.Address.AbsolutePath));
        Assert.DoesNotContain("morel", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/connexion/responsable?returnUrl=%2Ftransition%2Ffin", page.Document.QuerySelectorAll("a").Single(link => link.TextContent.Trim() == "Me connecter").GetAttribute("href"));
        Assert.Empty(await family.OperationalAsync<ActivationState>());
        await family.ActivateAsync(family.Ines.Account!.Id);
        var pupil = await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(desk.Claims(await desk.InesAsync())));
        Assert.Equal(
            ["/connexion/eleve?returnUrl=%2Ftransition%2Ffin", "/identifiant-oublie?profil=eleve&returnUrl=%2Ftransition%2Ffin", "/mot-de-passe-oublie?profil=eleve&returnUrl=%2Ftransition%2Ffin"],
            pupil.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).Take(3));
        var after = await family.ReadAsync(family.Claire.Account.Id);
        Assert.Equal((before.PasswordHash, before.Mode, before.Version), (after.PasswordHash, after.Mode, after.Version));
        await family.SettleAsync(after.Id);
        page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword, "?returnUrl=%2Ftransition%2Ffin");
        Assert.Contains("Vous êtes connecté", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("est créé", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_why_and_nothing_of_the_person()
    {
        using var log = new KeptLog();
        await using var family = await Family.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log));
        var desk = await FormerSystemDesk.OpenAsync(family);
        foreach (var change in Wrong.Values)
        {
            var claims = desk.Claims(await desk.ClaireAsync());
            change(claims);
            using var browser = family.Browser();
            await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(claims));
        }

        var lines = log.Lines.Where(line => line.Contains("Transition refused", StringComparison.Ordinal)).ToList();
        Assert.Equal(Wrong.Count, lines.Count);
        Assert.DoesNotContain(log.Lines, line => Regex.IsMatch(line, "morel|claire|ent-autre|autre\\.example|" + family.Ines.Record.RegistrationNumber, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    private static async Task RefusedAsync(Family family, string? assertion, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var browser = family.Browser();
        var page = await FormerSystemDesk.PostAsync(browser, assertion);
        Assert.Equal((status, "/transition"), (page.Status, page.Address.AbsolutePath));
        using var nobody = family.Browser();
        Assert.Equal(Bare(await nobody.GetAsync("/transition")), Bare(page));
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == "activation");
        Assert.Empty(await family.OperationalAsync<ActivationState>());
    }

    private static string Bare(Page page) => Volatile().Replace(page.Body, string.Empty);

    private static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    [GeneratedRegex("nonce=\"[^\"]*\"|name=\"__RequestVerificationToken\"[^>]*")]
    private static partial Regex Volatile();

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
