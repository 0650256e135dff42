using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Pushed;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Clients;
using EduConnect.Web.Protocols.Oidc.Keys;
using EduConnect.Web.Protocols.Oidc.Logout;
using EduConnect.Web.Protocols.Oidc.Logout.BackChannel;
using EduConnect.Web.Protocols.Oidc.Notices;
using EduConnect.Web.Protocols.Oidc.Possession;
using EduConnect.Web.Protocols.Oidc.Pushed;
using EduConnect.Web.Protocols.Oidc.Token;
using EduConnect.Web.Protocols.Oidc.Tokens;
using EduConnect.Web.Protocols.Oidc.UserInfo;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>Registers the provider. Everything is a singleton: what changes is in the stores.</summary>
internal static class OidcComposition
{
    public static IServiceCollection AddOidc(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<AddService>().AddScoped<CheckService>().AddScoped<EditService>().AddScoped<RemoveService>().AddScoped<RotateServiceSecret>();
        services.AddScoped<AllowPeople>().AddScoped<ReadUsage>().AddScoped<ReadVisitedServices>();
        services.AddSingleton<ServiceDoor>().AddSingleton<PushedRequests>().AddSingleton<PushedParameters>().AddSingleton<PushedRequestEndpoint>();
        services.AddSingleton<ServiceDirectory>().AddSingleton<GrantStore>().AddSingleton<AssertionMarks>().AddSingleton<PersonReader>();
        services.AddSingleton(host => new PairwiseIdentifiers(host.GetRequiredService<KeyRing>().Current(KeyPurpose.PairwiseSubjects).Secret));
        services.AddSingleton<SigningKeys>().AddSingleton<SessionIdentifiers>().AddSingleton<IdTokenHints>();
        services.AddSingleton<ClaimsOfPerson>().AddSingleton<IdTokenWriter>();
        services.AddServiceCalls(ServiceKeys.HttpName, configuration);
        services.AddSingleton<SignedUserInfo>().AddSingleton<ServiceKeys>();
        services.AddSingleton<PossessionProofs>().AddSingleton<BoundToken>();
        services.AddSingleton<SignedAssertion>().AddSingleton<ClientAuthenticator>();
        services.AddSingleton<CodeExchange>().AddSingleton<RefreshExchange>();
        services.AddSingleton<BrowserSessions>().AddSingleton<SignInDetour>().AddSingleton<ConsentDecision>().AddSingleton<OidcViews>();
        services.AddSingleton<AuthorizeAnswer>().AddSingleton<OidcCors>().AddSingleton<ServerLogout>();
        services.AddSingleton<AuthorizeEndpoint>().AddSingleton<TokenEndpoint>().AddSingleton<UserInfoEndpoint>();
        services.AddSingleton<LogoutEndpoint>().AddSingleton<RevocationEndpoint>().AddSingleton<IntrospectionEndpoint>();
        services.AddSingleton<DiscoveryEndpoint>().AddSingleton<KeysetEndpoint>();
        services.AddBackChannelLogout(configuration).AddChangeNotices(configuration);
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<OidcUpkeepLoop>();
        }

        return services;
    }
}
