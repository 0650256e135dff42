using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>An agent of Dépannage who sees many passwords in an hour is reported to the school, once (S-PP6).</summary>
[Trait("Rule", "S-PP6")]
public sealed class ManyPasswordsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_school_is_told_once_above_the_limit_and_again_in_another_hour(Engine engine)
    {
        await using var desk = await SupportDesk.StartAsync(engine, settings: "--PupilSupport:PasswordsPerHour=2");
        await desk.Family.InformAsync(desk.Ines.Id);
        await SeeAsync(desk, 2);
        Assert.Equal((0, 0), await WarningsAsync(desk));
        await SeeAsync(desk, 3);
        Assert.Equal((1, 1), await WarningsAsync(desk));
        for (var minute = 0; minute < 61; minute += 10)
        {
            // The session goes on while its pages are read.
            desk.Family.Clock.Advance(TimeSpan.FromMinutes(10));
            await desk.Teacher.GetAsync(desk.List);
        }

        await SeeAsync(desk, 2);
        Assert.Equal((1, 1), await WarningsAsync(desk));
        await SeeAsync(desk, 1);
        Assert.Equal((2, 2), await WarningsAsync(desk));
        var mail = (await desk.Family.OperationalAsync<OutboxMessage>()).First(message => message.Template == "many-passwords-shown");
        Assert.Contains("plus de 2 mots de passe provisoires en une heure", mail.Text, StringComparison.Ordinal);
    }

    private static async Task SeeAsync(SupportDesk desk, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.NotNull(SupportDesk.Secret(await desk.PressAsync(await desk.Teacher.GetAsync(desk.List), "voir", desk.Ines.Id)));
        }
    }

    private static async Task<(int Events, int Mails)> WarningsAsync(SupportDesk desk)
    {
        await using var db = desk.Family.App.Operational();
        return (await db.Set<JournalEntry>().CountAsync(entry => entry.Code == WatchShownPasswords.Code, Cancellation),
            await db.Set<OutboxMessage>().CountAsync(message => message.Template == "many-passwords-shown", Cancellation));
    }
}
