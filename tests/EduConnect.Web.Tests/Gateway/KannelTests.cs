using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Gateway;

/// <summary>The real Kannel receives the codes and reports what became of them; while it is gone nothing is lost and no page waits.</summary>
public sealed partial class KannelTests
{
    private const string Phone = "+33639980061";

    [Fact]
    [Trait("Row", "#47")]
    public async Task A_code_reaches_the_phone_and_Kannel_reports_it_delivered()
    {
        await using var kannel = await KannelGateway.StartAsync();
        await using var app = await StartAsync(kannel);
        await AskAsync(app);
        await app.RunWorkerAsync();
        var shown = await kannel.WaitForAsync(Phone);
        Assert.Matches("ÉduConnect : votre code est [0-9]{4} [0-9]{4}\\. Saisissez-le pour créer votre compte\\.", shown);
        Assert.StartsWith("EduConnect ", Sender().Replace(shown, string.Empty), StringComparison.Ordinal);
        var message = await UntilAsync(app, one => one.Report == DeliveryReport.Delivered);
        Assert.NotNull(message.SentAt);
        Assert.NotNull(message.ReportedAt);
        Assert.Null(message.FailedAt);
    }

    [Fact]
    public async Task While_Kannel_is_gone_the_page_does_not_wait_and_the_code_arrives_afterwards()
    {
        await using var kannel = await KannelGateway.StartAsync();
        await using var app = await StartAsync(kannel);
        await kannel.GoDownAsync();
        var page = await AskAsync(app);
        Assert.Equal("/inscription/code", page.Address.AbsolutePath);
        await app.RunWorkerAsync();
        var waiting = await SingleAsync(app);
        Assert.Null(waiting.SentAt);
        Assert.Null(waiting.FailedAt);
        Assert.NotNull(waiting.LastError);

        await kannel.GoUpAsync();
        await using (var db = app.Operational())
        {
            await db.Set<OutboxMessage>().ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, DateTime.UtcNow), TestContext.Current.CancellationToken);
        }

        await app.RunWorkerAsync();
        Assert.Contains("votre code est", await kannel.WaitForAsync(Phone), StringComparison.Ordinal);
        Assert.NotNull((await SingleAsync(app)).SentAt);
    }

    [Fact]
    public async Task Reports_are_taken_from_the_gateway_only_and_a_final_one_stays()
    {
        await using var app = await TestApp.StartAsync();
        var writer = app.Services.GetRequiredService<OutboxWriter>();
        Guid id;
        await using (var db = app.Operational())
        {
            id = writer.SecretSms(db, Phone, "code-registration", new Dictionary<string, string> { ["Code"] = "1234 5678", ["Minutes"] = "30" }, app.Services.GetRequiredService<SecretTexts>(), TimeSpan.FromMinutes(30)).Id;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var mark = app.Services.GetRequiredService<DeliveryReportMarks>().Of(id);
        using var gateway = app.Browser();
        string At(Guid message, string key, string status) => $"{DeliveryReportMarks.Path}{message:N}?k={key}&s={status}";
        foreach (var (message, key, status) in new[] { (id, "wrong", "1"), (Guid.NewGuid(), mark, "1"), (id, mark, "3"), (id, mark, "0"), (id, mark, "x"), (id, "", "1") })
        {
            Assert.NotEqual(System.Net.HttpStatusCode.NoContent, (await gateway.GetAsync(At(message, key, status))).Status);
            Assert.Equal(DeliveryReport.None, (await SingleAsync(app)).Report);
        }

        foreach (var (status, expected) in new[] { ("8", DeliveryReport.Accepted), ("4", DeliveryReport.Buffered), ("2", DeliveryReport.Failed), ("8", DeliveryReport.Failed), ("1", DeliveryReport.Delivered) })
        {
            Assert.Equal(System.Net.HttpStatusCode.NoContent, (await gateway.GetAsync(At(id, mark, status))).Status);
            Assert.Equal(expected, (await SingleAsync(app)).Report);
            Assert.Equal(expected == DeliveryReport.Failed, (await SingleAsync(app)).FailedAt is not null);
        }
    }

    private static async Task<TestApp> StartAsync(KannelGateway kannel)
    {
        var app = await TestApp.StartAsync(
            Engine.Sqlite, onPort: true, settings: [$"--Sms:Address={kannel.Address}", $"--Sms:UserName={KannelGateway.UserName}", $"--Sms:Password={KannelGateway.Password}"]);
        app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<SmsOptions>>().Value.ReportOrigin = app.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        await using var main = app.Main();
        var data = new Testing.Data.TestData(main);
        data.Guardian(data.Pupil(data.School()), "MOREL", "Claire", mobile: Phone);
        await data.SaveAsync();
        return app;
    }

    private static async Task<Page> AskAsync(TestApp app)
    {
        using var browser = app.Browser();
        return await RegistrationJourney.IdentityAsync(browser, phone: "06 39 98 00 61");
    }

    private static async Task<OutboxMessage> SingleAsync(TestApp app)
    {
        await using var db = app.Operational();
        return await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<OutboxMessage> UntilAsync(TestApp app, Func<OutboxMessage, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var message = await SingleAsync(app);
            if (holds(message))
            {
                return message;
            }

            Assert.True(tries < 200, string.Create(CultureInfo.InvariantCulture, $"The gateway reported {message.Report}."));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("^[0-9]+: <")]
    private static partial Regex Sender();
}
