using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>The contract of the demonstration ENT, entered anew at each start: its address depends on the free ports.</summary>
internal static class DemoService
{
    public const string ClientId = "ent-demonstration";

    private static readonly string[] Scopes = [ScopeNames.OpenId, ScopeNames.Profile, ScopeNames.Email, ScopeNames.Connection, $"{ScopeNames.ServicePrefix}ent"];

    private static readonly Actor Operator = new(ActorKind.Operator, "demonstration");

    /// <summary>What the ENT asks for.</summary>
    public static string Scope => string.Join(' ', Scopes);

    /// <summary>Enters the contract and returns the secret of the ENT.</summary>
    /// <exception cref="DemoRefusedException">The contract breaks a rule.</exception>
    public static async Task<string> EnterAsync(IServiceProvider services, Partners partners, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RemoveService>().RunAsync(ClientId, Operator, cancellation);
        var (secret, reasons) = await scope.ServiceProvider.GetRequiredService<AddService>().RunAsync(Contract(scope.ServiceProvider, partners), Operator, cancellation);
        scope.ServiceProvider.GetRequiredService<ServiceDirectory>().Forget();
        return secret ?? throw new DemoRefusedException($"the demonstration ENT was not registered ({string.Join(' ', reasons)})");
    }

    private static Service Contract(IServiceProvider services, Partners partners) => new()
    {
        Id = services.GetRequiredService<IRandomSource>().NewId(),
        ClientId = ClientId,
        Name = "ENT des Trois Moulins",
        RedirectUris = [$"{partners.Ent}/retour"],
        PostLogoutRedirectUris = [$"{partners.Ent}/a-bientot"],
        Scopes = Scopes,
        Claims =
        [
            ClaimNames.GivenName, ClaimNames.FamilyName, ClaimNames.Name, ClaimNames.BirthDate, ClaimNames.Email, ClaimNames.EmailVerified,
            ClaimNames.PersonId, ClaimNames.Affiliation, ClaimNames.SignedInAt, ClaimNames.Origin, ClaimNames.ReturnUrl, ClaimNames.SchoolUai,
            ClaimNames.Level, ClaimNames.Vectors, ClaimNames.IneHash,
        ],
        Sector = "localhost",
        CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
    };
}
