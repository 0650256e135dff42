using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>An application with two schools and one family, and short ways to bring its accounts into any state.</summary>
internal sealed class Family : IAsyncDisposable
{
    public const string GoodPassword = "brouette verte à pois";
    public static readonly DateOnly InesBirth = new(2014, 9, 14);
    public static readonly DateOnly MaloBirth = new(2018, 11, 2);

    private Family(TestApp app, TestClock clock) => (App, Clock) = (app, clock);

    public TestApp App { get; }

    public TestClock Clock { get; }

    public TestPupil Ines { get; private set; } = null!;

    public TestPupil Malo { get; private set; } = null!;

    public TestGuardian Claire { get; private set; } = null!;

    public TestGuardian Paul { get; private set; } = null!;

    public static async Task<Family> StartAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var clock = new TestClock();
        var app = await TestApp.StartAsync(engine, clock: clock, configure: configure, settings: settings);
        var family = new Family(app, clock);
        await using var main = app.Main();
        var data = new TestData(main);
        var college = data.School(name: "Jeanne-Valmont");
        var primary = data.School(name: "Les Tilleuls", degree: Core.Schools.Degree.First);
        family.Ines = data.Pupil(college, data.Class(college), "MOREL", "Inès", InesBirth, "i.morel");
        family.Malo = data.Pupil(primary, null, "MOREL", "Malo", MaloBirth);
        family.Claire = data.Guardian(family.Ines, "MOREL", "Claire", "c.morel27", others: [family.Malo]);
        family.Paul = data.Guardian(family.Ines, "VASSEUR", "Paul", "p.vasseur");
        await data.SaveAsync();
        return family;
    }

    public PageClient Browser()
    {
        var browser = App.Browser();
        browser.Headers["Accept"] = "text/html";
        return browser;
    }

    /// <summary>Gives a provisional password, as a school does.</summary>
    public async Task<string> InformAsync(Guid account, bool withReset = false)
    {
        await using var main = App.Main();
        var row = await main.Set<Account>().FirstAsync(one => one.Id == account);
        var (password, copies) = App.Services.GetRequiredService<ProvisionalPasswords>().Draw(account);
        row.Inform(withReset, copies, Clock.UtcNow, TimeSpan.FromDays(92));
        await main.SaveChangesAsync();
        return password.Reveal();
    }

    /// <summary>Brings an account to "Activé" with <see cref="GoodPassword"/>; a guardian's ties are confirmed.</summary>
    public async Task ActivateAsync(Guid account)
    {
        await InformAsync(account);
        var hash = await App.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(GoodPassword));
        await ChangeAsync(account, row => Assert.Equal(AccountRefusal.None, row.ActivateBySchool(hash, null, false, Clock.UtcNow)));
        await using var main = App.Main();
        await Children.LinksOf(main, account).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed).SetProperty(link => link.StatedAt, Clock.UtcNow));
    }

    /// <summary>Nothing waits on the intermediate page: every tie is confirmed, and the sources know no address or number of their own.</summary>
    public async Task SettleAsync(Guid account)
    {
        await using var main = App.Main();
        await Children.LinksOf(main, account).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed).SetProperty(link => link.StatedAt, Clock.UtcNow));
        await main.Set<GuardianRecord>().Where(record => record.AccountId == account)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, (string?)null).SetProperty(record => record.Mobile, (string?)null));
    }

    public async Task ChangeAsync(Guid account, Action<Account> change)
    {
        await using var main = App.Main();
        change(await main.Set<Account>().FirstAsync(one => one.Id == account));
        await main.SaveChangesAsync();
    }

    public async Task<Account> ReadAsync(Guid account)
    {
        await using var main = App.Main();
        return await main.Set<Account>().AsNoTracking().FirstAsync(one => one.Id == account);
    }

    public async Task<List<T>> MainAsync<T>()
        where T : class
    {
        await using var main = App.Main();
        return Readable(await main.Set<T>().AsNoTracking().ToListAsync());
    }

    public async Task<List<T>> OperationalAsync<T>()
        where T : class
    {
        await using var db = App.Operational();
        return Readable(await db.Set<T>().AsNoTracking().ToListAsync());
    }

    // Messages as their recipients read them: in the store their words are sealed.
    private List<T> Readable<T>(List<T> rows)
    {
        var secrets = App.Services.GetRequiredService<SecretTexts>();
        Assert.All(rows.OfType<OutboxMessage>(), message => Assert.True(secrets.Open(message)));
        return rows;
    }

    /// <summary>Signs in through the page.</summary>
    public static async Task<Page> SignInAsync(PageClient browser, string profile, string username, string password, string query = "", bool tick = false)
    {
        var page = await browser.GetAsync($"/connexion/{profile}{query}");
        var values = new Dictionary<string, string> { ["Input.Username"] = username, ["Input.Password"] = password };
        if (tick)
        {
            values[profile == "eleve" ? "Input.Mine" : "Input.Shared"] = "true";
        }

        return await browser.SubmitAsync(page, values);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
