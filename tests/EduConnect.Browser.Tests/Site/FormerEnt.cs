using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>A former ENT on a site of its own, registered and switched on: it signs who comes from it.</summary>
internal sealed class FormerEnt
{
    /// <summary>Where it asks families to be sent back.</summary>
    public const string Elsewhere = "https://ent.example/accueil";

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Actor Operator = new(ActorKind.Operator, "test");
    private readonly TestApp _app;
    private readonly string _code = "ent-" + Guid.NewGuid().ToString("N");

    private FormerEnt(TestApp app) => _app = app;

    public static async Task<FormerEnt> RegisterAsync(TestApp app)
    {
        var ent = new FormerEnt(app);
        await app.WithAsync(async services =>
        {
            var system = new FormerSystem
            {
                Id = Guid.NewGuid(),
                Code = ent._code,
                Name = "Mon ancien ENT",
                Mode = ActivationMode.Ent,
                Academies = ["13"],
                ReturnAddresses = [Elsewhere],
                PublicKeys = FormerSystemKeys.Read(Key.ExportSubjectPublicKeyInfoPem())!,
            };
            Assert.Empty(await services.GetRequiredService<AddFormerSystem>().RunAsync(system, Operator, TestContext.Current.CancellationToken));
            return await services.GetRequiredService<SwitchFormerSystem>().RunAsync(ent._code, true, Operator, TestContext.Current.CancellationToken);
        });
        return ent;
    }

    /// <summary>A guardian of <paramref name="pupil"/> (2) or the pupil (4) comes, with the way back or without.</summary>
    public async Task ArriveAsync(IPage page, int profile, string lastName, string firstName, TestPupil pupil, string? target = Elsewhere) =>
        await ArriveAsync(page, Assertion($"{profile}|{lastName}|{firstName}|{pupil.Record.RegistrationNumber}|{await UaiAsync(pupil)}", target));

    /// <summary>A page of another site, whose only form holds the assertion; its button works without scripts.</summary>
    public async Task ArriveAsync(IPage page, string assertion)
    {
        var form = $"""<!doctype html><title>ENT</title><form method="post" action="{_app.Address}/transition"><input type="hidden" name="assertion" value="{assertion}"><button>Continuer</button></form>""";
        await page.GotoAsync("data:text/html;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(form)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/transition**");
    }

    private string Assertion(string vector, string? target)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = _code,
            ["aud"] = _app.Address + "/transition",
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = Guid.NewGuid(),
            ["FrEduVecteur"] = vector,
        };
        if (target is not null)
        {
            claims["target"] = target;
        }

        var signed = Base64Url.EncodeToString("""{"alg":"ES256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private async Task<string> UaiAsync(TestPupil pupil)
    {
        await using var main = _app.Main();
        return await (from enrolment in main.Set<Enrolment>()
                      join school in main.Set<School>() on enrolment.SchoolId equals school.Id
                      where enrolment.PupilId == pupil.Pupil.Id
                      select school.Uai).SingleAsync();
    }
}
