using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Keys;
using EduConnect.Web.Protocols.Saml.Logout;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Metadata;
using EduConnect.Web.Protocols.Saml.Sso;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Protocols.Saml;

/// <summary>Registers the identity provider. It shares services, sessions, claims and identifiers with OpenID Connect.</summary>
internal static class SamlComposition
{
    public static IServiceCollection AddSaml(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SamlOptions>().Bind(configuration.GetSection("Saml"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<SamlOptions>>().Value);
        services.AddScoped<ReplaceSamlMetadata>();
        services.AddSingleton<SamlEntity>().AddSingleton<SamlKeys>().AddSingleton<SamlVisits>().AddSingleton<ProtectedState>();
        services.AddSingleton<MessageReader>().AddSingleton<SamlViews>();
        services.AddSingleton<XmlSigner>().AddSingleton<AttributeDictionary>().AddSingleton<NameIdentifiers>();
        services.AddSingleton<AssertionWriter>().AddSingleton<ServiceAnswers>().AddSingleton<SsoAnswer>();
        services.AddSingleton<SsoEndpoint>().AddSingleton<UnsolicitedEndpoint>().AddSingleton<ContinueEndpoint>().AddSingleton<MetadataEndpoint>();
        services.AddSingleton<Departures>().AddSingleton<LogoutMessages>().AddSingleton<LogoutSender>();
        services.AddSingleton<SamlLogoutEndpoint>().AddSingleton<LogoutContinueEndpoint>().AddSingleton<TourEndpoint>();
        return services;
    }
}
