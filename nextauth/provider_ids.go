package nextauth

import "strings"

// ProviderIDs are the ids of the providers that NextAuth 4 or 5 ships, as they
// are imported from next-auth/providers. The fields a provider adds are in
// [AccountFields].
func ProviderIDs() []string {
	return strings.Fields(`
		42-school apple asgardeo atlassian auth0 authentik azure-ad azure-ad-b2c azure-devops bankid-no battlenet
		beyondidentity bitbucket box boxyhq-saml bungie click-up cognito coinbase concept2 credentials descope discord
		dribbble dropbox duende-identity-server6 email eventbrite eveonline facebook faceit figma forwardemail foursquare
		freshbooks frontegg fusionauth github gitlab google hubspot huggingface identity-server4 instagram kakao keycloak
		kinde line linkedin logto loops mailchimp mailgun mailru mastodon mattermost medium microsoft-entra-id naver netlify
		netsuite nextcloud nodemailer notion oauth okta onelogin ory-hydra osso osu passage passkey patreon ping-id pinterest
		pipedrive postmark reddit resend roblox salesforce sendgrid simplelogin slack spotify strava threads tiktok todoist
		trakt twitch twitter united-effects vipps vk webauthn webex wechat wikimedia wordpress workos yandex zitadel zoho zoom`)
}
