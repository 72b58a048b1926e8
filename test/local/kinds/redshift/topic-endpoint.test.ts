import { openTopicEndpoint, type TopicRequest } from '../../../../local/kinds/redshift/topic-endpoint';

const REQUEST: TopicRequest = { schema: 's', topic: 't', uri: 'b:9098', role: 'arn:role', read: true };

test('who knows the address is answered, and is told an error in its words', async () => {
  const asked: TopicRequest[] = [];
  const endpoint = await openTopicEndpoint(async (request) => {
    asked.push(request);
    if (!request.read) throw new Error('topic t cannot be read');
  });
  const post = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
  try {
    expect(new URL(endpoint.url).hostname).toBe('127.0.0.1');
    expect((await post(endpoint.url, REQUEST)).status).toBe(200);
    const refused = await post(endpoint.url, { ...REQUEST, read: false });
    expect([refused.status, await refused.text()]).toEqual([500, 'topic t cannot be read']);
    expect((await post(new URL('/', endpoint.url).href, REQUEST)).status).toBe(404);
    expect(asked).toHaveLength(2);
  } finally {
    endpoint.close();
  }
});
