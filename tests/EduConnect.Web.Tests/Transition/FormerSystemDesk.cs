using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Protocols.FranceConnect;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Transition;

/// <summary>A former system with a key of its own, registered for the families' académie, that signs by hand.</summary>
internal sealed class FormerSystemDesk
{
    public const string Code = "ent-test";
    public const string Target = "https://ent.example/accueil";
    private static readonly Actor Operator = new(ActorKind.Operator, "test");
    private readonly Family _family;
    private int _sequence;

    private FormerSystemDesk(Family family) => _family = family;

    /// <summary>ES256, with a key identifier.</summary>
    public Signer Ec { get; } = Signer.Ec("ec-1");

    /// <summary>RS256, with a key identifier.</summary>
    public Signer Rsa { get; } = Signer.Rsa("rsa-1");

    public static async Task<FormerSystemDesk> OpenAsync(Family family, ActivationMode mode = ActivationMode.Ent, bool isEnabled = true)
    {
        var desk = new FormerSystemDesk(family);
        await family.App.WithAsync(async services =>
        {
            var system = new FormerSystem
            {
                Id = Guid.NewGuid(),
                Code = Code,
                Name = "Mon ancien ENT",
                Mode = mode,
                PublicKeys = JsonSerializer.Serialize(new { keys = new[] { desk.Ec.Publish(), desk.Rsa.Publish() } }),
                Academies = ["13"],
                ReturnAddresses = ["https://ent.example/autre", Target],
            };
            Assert.Empty(await services.GetRequiredService<AddFormerSystem>().RunAsync(system, Operator, TestContext.Current.CancellationToken));
            return isEnabled && await services.GetRequiredService<SwitchFormerSystem>().RunAsync(Code, true, Operator, TestContext.Current.CancellationToken);
        });
        return desk;
    }

    public Task CloseAsync() =>
        _family.App.WithAsync(services => services.GetRequiredService<SwitchFormerSystem>().RunAsync(Code, false, Operator, TestContext.Current.CancellationToken));

    /// <summary>Good claims about somebody, to be changed at will.</summary>
    public Dictionary<string, object?> Claims(params string[] vectors)
    {
        var now = new DateTimeOffset(_family.Clock.UtcNow).ToUnixTimeSeconds();
        return new()
        {
            ["iss"] = Code,
            ["aud"] = "http://localhost/transition",
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = $"a-{Interlocked.Increment(ref _sequence)}",
            ["FrEduVecteur"] = vectors,
        };
    }

    public async Task<string> InesAsync() => $"4|MOREL|Inès|{_family.Ines.Record.RegistrationNumber}|{await UaiAsync(_family.Ines)}";

    public async Task<string> ClaireAsync() => $"2|Morel|Claire|{_family.Ines.Record.RegistrationNumber}|{await UaiAsync(_family.Ines)}";

    public static Task<Page> PostAsync(PageClient browser, string? assertion) => browser.PostAsync("/transition", assertion is null ? [] : [new("assertion", assertion)]);

    public static Task<Page> PasswordAsync(PageClient browser, Page page, string password = Registration.RegistrationJourney.Password, string? again = null, string? tick = null)
    {
        var values = new Dictionary<string, string> { ["Input.Password"] = password, ["Input.Again"] = again ?? password };
        if (tick is not null)
        {
            values[tick] = "true";
        }

        return browser.SubmitAsync(page, values);
    }

    private async Task<string> UaiAsync(TestPupil pupil)
    {
        await using var main = _family.App.Main();
        return await (from enrolment in main.Set<Enrolment>()
                      join school in main.Set<School>() on enrolment.SchoolId equals school.Id
                      where enrolment.PupilId == pupil.Pupil.Id
                      select school.Uai).SingleAsync();
    }
}
