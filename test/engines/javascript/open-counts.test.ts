import { describe, expect, it } from 'vitest';
import { decidedBy } from './decided-in.ts';

const before = `const mongoose = require('mongoose'); const Post = mongoose.model('Post'); const { PrismaClient } = require('@prisma/client'); const prisma = new PrismaClient();
const { Sequelize } = require('sequelize'); const sequelize = new Sequelize(process.env.URL); const Row = sequelize.define('row', {});
const admin = require('firebase-admin'); const store = admin.firestore(); const mysql = require('mysql2/promise'); const pool = mysql.createPool({});
const knex = require('knex')({ client: 'pg' }); const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient();
`;

function isDecided(code: string): boolean {
  const text = `${before}exports.handler = async (event) => {\nconst body = JSON.parse(event.body); const { id, choice } = body;\n${code}\nreturn { statusCode: 200 };\n};`;
  const found = decidedBy({ 'index.js': text })?.shown ?? [];

  return found.some((each) => /^(?:changes|replaces) /.test(each));
}

const update = (expression: string, names = '', amount = '1') =>
  `await db.update({ TableName: 'posts', Key: { id }, UpdateExpression: ${expression}, ${names} ExpressionAttributeValues: { ':one': ${amount} } }).promise();`;
const saved = (change: string) =>
  `const post = await Post.findById(id); ${change} await post.save();`;

describe('a vote is no change of what someone keeps', () => {
  it.each([
    ['in DynamoDB', update("'SET likes = likes + :one'")],
    [
      'by a name beside',
      update("'ADD #l :one'", "ExpressionAttributeNames: { '#l': 'vote_count' },"),
    ],
    ['of one of some', update(`\`SET votes.\${choice} = votes.\${choice} + :one\``)],
    [
      'of one of some by names',
      update("'ADD #v.#c :one'", "ExpressionAttributeNames: { '#v': 'votes', '#c': choice },"),
    ],
    ['of Mongoose', 'await Post.findByIdAndUpdate(id, { $inc: { likes: 1 } }, { new: true });'],
    [
      'of Mongoose, one of some',
      `await Post.updateOne({ id }, { $inc: { [\`votes.\${choice}\`]: 1 } });`,
    ],
    ['of what was found', saved('post.likes += 1;')],
    ['of what was found, by one', saved('post.likes++;')],
    [
      'of what was found, in full',
      saved('post.likes = (post.likes || 0) + 1; console.log(post.title);'),
    ],
    [
      'of Prisma',
      'await prisma.post.update({ where: { id }, data: { likes: { increment: 1 } } });',
    ],
    ['of Sequelize', "await Row.increment('likes', { where: { id } });"],
    ['of Sequelize, by one', "await Row.increment('likes', { by: 1, where: { id } });"],
    ['of a row', "const row = await Row.findByPk(id); await row.increment('likes');"],
    ['of knex', "await knex('posts').where({ id }).increment('likes', 1);"],
    [
      'of Sequelize, by SQL',
      "await Row.update({ likes: sequelize.literal('likes + 1') }, { where: { id } });",
    ],
    [
      'of Firestore',
      "await store.collection('posts').doc(id).update({ likes: admin.firestore.FieldValue.increment(1) });",
    ],
    ['of SQL', "await pool.query('UPDATE posts SET likes = likes + 1 WHERE id = ?', [id]);"],
    ['of several names', "await Row.increment(['likes', 'total_views'], { where: { id } });"],
    ['in quotes', "await Post.updateOne({ id }, { $inc: { 'likes': 1 } });"],
    ['of TypeORM', "await Row.update({ likes: () => 'likes + 1' }, { where: { id } });"],
    [
      'of what was found, which is read',
      saved(
        'const { title } = post; let first; first = post.comments.first; if (!post.comments.open) return 1; post.likes += 1; console.log(post, title, post.toJSON());',
      ),
    ],
  ])('%s', (_, code) => {
    expect(isDecided(code)).toBe(false);
  });

  it.each<readonly [string, string]>([
    ['of what is worth something', update("'SET credits = credits + :one'")],
    ['of any field', update(`\`SET \${choice} = \${choice} + :one\``)],
    ['of as many as are sent', update("'SET likes = likes + :one'", '', 'body.many')],
    ['beside something else', update("'SET likes = likes + :one, title = :one'")],
    ['of any field of Mongoose', 'await Post.updateOne({ id }, { $inc: { [choice]: 1 } });'],
    [
      'of as many as Mongoose is sent',
      'await Post.updateOne({ id }, { $inc: { likes: body.many } });',
    ],
    ['of stock', 'await Post.updateOne({ id }, { $inc: { stock: 1 } });'],
    [
      'with a title',
      'await Post.updateOne({ id }, { $inc: { likes: 1 }, $set: { title: body.title } });',
    ],
    ['of what was found, with a title', saved('post.likes += 1; post.title = body.title;')],
    ['of what was found, with a text', saved('post.likes += 1; post.comments.push(body.text);')],
    ['of Sequelize, of more', "await Row.increment('likes', { by: body.many, where: { id } });"],
    [
      'of a row, of more',
      "const row = await Row.findByPk(id); await row.increment('likes', { by: body.many });",
    ],
    ['of knex, of more', "await knex('posts').where({ id }).increment('likes', body.many);"],
    ['of knex, of stock', "await knex('posts').where({ id }).decrement('stock', 1);"],
    [
      'of what was found, with a text deep in it',
      saved('post.likes += 1; post.comments[0].text = body.text;'),
    ],
    ['of what was found, without a title', saved('post.likes += 1; delete post.title;')],
    ['of what was found, with all', saved('post.likes += 1; Object.assign(post, body);')],
    ['of what was found, set', saved("post.likes += 1; post.set('title', body.title);")],
    [
      'of what was found, with a title by another name',
      saved('const other = post; other.title = body.title; post.likes += 1;'),
    ],
    ['of more', saved('post.likes += body.many;')],
    [
      'of Prisma, with a title',
      'await prisma.post.update({ where: { id }, data: { likes: { increment: 1 }, title: body.title } });',
    ],
    [
      'of Sequelize, of what is worth something',
      "await Row.increment('balance', { where: { id } });",
    ],
    [
      'of SQL, of what is worth something',
      "await pool.query('UPDATE posts SET price = price + 1 WHERE id = ?', [id]);",
    ],
    [
      'of SQL, of another',
      "await pool.query('UPDATE posts SET likes = price + 1 WHERE id = ?', [id]);",
    ],
    ['of as many as the code says', 'await Post.updateOne({ id }, { $inc: { likes: 5 } });'],
    [
      'of any field by a name for a count',
      'const likes = body.field; await Post.updateOne({ id }, { $inc: { [likes]: 1 } });',
    ],
    [
      'of any field that begins so',
      `await Post.updateOne({ id }, { $inc: { [\`votes\${choice}\`]: 1 } });`,
    ],
    ['of a number of no one knows what', 'await Post.updateOne({ id }, { $inc: { total: 1 } });'],
    ['of what a count costs', 'await Post.updateOne({ id }, { $inc: { likePrice: 1 } });'],
    ...[
      'stock: { increment: 1 }',
      'likes: { increment: body.many }',
      'likes: { set: 1 }',
      'likes: body.likes',
    ].map(
      (data) =>
        [
          `of Prisma by { ${data} }`,
          `await prisma.post.update({ where: { id }, data: { ${data} } });`,
        ] as const,
    ),
    ...[
      "() => 'likes + 5'",
      "sequelize.literal('price + 1')",
      "sequelize.literal('likes + 1 + 5')",
      "sequelize.fn('likes + 1')",
      'FieldValue.increment(body.many)',
    ].map(
      (value) =>
        [`by ${value}`, `await Row.update({ likes: ${value} }, { where: { id } });`] as const,
    ),
    ...[
      'post.likes--;',
      'post.stock++;',
      'post.balance += 1;',
      'post.likes -= post.likes + 1;',
      'post.likes = post.likes - 1;',
      'post.likes = post.likes + body.many;',
      'post.likes = post.price + 1;',
      'post.likes += 1; post.stats.stock++;',
      'post.likes += 1; let other; other = post; other.title = body.title;',
    ].map((change) => [`of what was found, by ${change}`, saved(change)] as const),
    [
      'of what was found, which is put elsewhere',
      "const post = await knex('posts').where({ id }).first(); post.likes += 1; await knex('posts').where({ id: body.other }).update(post);",
    ],
  ])('but one %s', (_, code) => {
    expect(isDecided(code)).toBe(true);
  });
});
