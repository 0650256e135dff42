using System.Globalization;
using System.Net;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Operators;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Operators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>What a collector of metrics gets, and what everybody else gets: nothing.</summary>
public sealed class MetricsTests
{
    private const string Key = "une-cle-de-trente-deux-signes-au-moins";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_not_there_without_the_setting_or_the_key()
    {
        await using var closed = await TestApp.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(closed, Key)).Status);
        await using var open = await TestApp.StartAsync(settings: "--Metrics:Key=" + Key);
        foreach (var key in (string?[])[null, "", Key[..^1], Key + "x"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(open, key)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(open, Key)).Status);
    }

    [Fact]
    public async Task A_key_that_is_too_short_stops_the_node_at_its_start()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(settings: "--Metrics:Key=court"));
        Assert.Contains("at least 32 signs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gauges_are_what_the_stores_hold_and_counters_what_this_process_did()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        await using var app = await TestApp.StartAsync(clock: clock, settings: "--Metrics:Key=" + Key);
        await using (var db = app.Operational())
        {
            db.Add(new JournalEntry { Id = Guid.NewGuid(), At = clock.UtcNow.AddSeconds(-90), Code = "signin.succeeded" });
            db.Add(new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Mail, Recipient = "claire@exemple.test", Template = "t", Text = "x", CreatedAt = clock.UtcNow.AddSeconds(-120), DueAt = clock.UtcNow, FailedAt = clock.UtcNow });
            await db.SaveChangesAsync(Cancellation);
        }

        await using (var db = app.Main())
        {
            db.AddRange(Enumerable.Range(0, 3).Select(i => new ChangeNotice
            {
                Id = Guid.NewGuid(),
                ClientId = "ent",
                AccountId = Guid.NewGuid(),
                MadeAt = clock.UtcNow.AddSeconds(-600 * (i + 1)),
                DueAt = clock.UtcNow,
                GiveUpAt = clock.UtcNow.AddDays(1),
                FailedAt = i == 2 ? clock.UtcNow : null,
            }));
            await db.SaveChangesAsync(Cancellation);
        }

        var page = await AskAsync(app, Key);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", page.Response.Content.Headers.ContentType!.ToString());
        var before = Values(page.Body);
        Assert.Equal((1, 1, 1, 0), (before["educonnect_main_answers"], before["educonnect_main_writable"], before["educonnect_operational_answers"], before["educonnect_read_only"]));
        Assert.Equal((1, 90), (before["educonnect_journal_waiting"], before["educonnect_journal_oldest_seconds"]));
        Assert.Equal((1, 120), (before["educonnect_messages{channel=\"mail\",state=\"failed\"}"], before["educonnect_message_oldest_seconds{channel=\"mail\",state=\"failed\"}"]));
        Assert.Equal((2, 1, 1200), (before["educonnect_notices{state=\"waiting\"}"], before["educonnect_notices{state=\"givenUp\"}"], before["educonnect_notice_oldest_seconds"]));
        Assert.Equal(0, before["educonnect_operations{state=\"failed\"}"]);
        Assert.DoesNotContain("claire", page.Body, StringComparison.Ordinal);

        Assert.Equal(0, before["educonnect_clock_back_seconds"]);
        clock.Set(TimeSpan.FromHours(-2));
        app.Services.GetRequiredService<ClockWatch>().Look();
        Assert.Equal(7200, Values((await AskAsync(app, Key)).Body)["educonnect_clock_back_seconds"]);
        var told = app.Services.GetRequiredService<StateRows>().Of(await app.Services.GetRequiredService<ReadServiceState>().RunAsync(Cancellation)).Single(row => row.Name == "Horloge");
        Assert.Equal(StateHealth.Faulty, told.Health);
        Assert.StartsWith("L’horloge de ce serveur a reculé de 7\u202f200 s, le 20-11-2026 à 07:00", told.Sentence, StringComparison.Ordinal);

        // Other tests of this process count too: only growth is certain.
        using var browser = app.Browser();
        await browser.SubmitAsync(await browser.GetAsync("/connexion/responsable"), new Dictionary<string, string> { ["Input.Username"] = "p.personne27", ["Input.Password"] = "Mauvais-mot-2026" });
        var after = Values((await AskAsync(app, Key)).Body);
        Assert.True(after["educonnect_sign_ins_total{outcome=\"unknown\"}"] > before.GetValueOrDefault("educonnect_sign_ins_total{outcome=\"unknown\"}"));
        Assert.True(after["educonnect_hashing_wait_seconds_count"] > before.GetValueOrDefault("educonnect_hashing_wait_seconds_count"));
        Assert.Equal(after["educonnect_hashing_wait_seconds_count"], after["educonnect_hashing_wait_seconds_bucket{le=\"+Inf\"}"]);
    }

    private static async Task<Page> AskAsync(TestApp app, string? key)
    {
        using var browser = app.Browser();
        if (key is not null)
        {
            browser.Headers["Authorization"] = "Bearer " + key;
        }

        return await browser.GetAsync("/metrics");
    }

    private static Dictionary<string, double> Values(string text) => text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
